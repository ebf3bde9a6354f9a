import type { Reading } from '../../db/in-transaction.ts'
import type { Audience } from '../actor.ts'

/** The interviews of an application, in the order they were made, cut for an audience that was admitted to it. */
export const interviewsIn = async (
  _reading: Pick<Reading, 'sql'>,
  _applicationId: string,
  _audience: Audience,
): Promise<{ id: string; status: string; startsAt: string | null }[]> => []
