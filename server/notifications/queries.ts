import type { Reading } from '../../db/in-transaction.ts'

/** A person's feed as their room shows it. */
export const feedOf = async (
  _reading: Pick<Reading, 'sql'>,
  _userId: string,
): Promise<{ unseen: number; unread: number; notifications: object[] }> => ({
  unseen: 0,
  unread: 0,
  notifications: [],
})
