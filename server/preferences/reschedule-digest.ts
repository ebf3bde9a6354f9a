import { sql } from 'kysely'
import type { Write } from '../transaction.ts'

/** Shared step: the next digest of somebody whose zone or wish has changed comes at their hour of the new zone. */
export const rescheduleDigest = async (
  { sql: db, now }: Pick<Write, 'sql' | 'now'>,
  { userId, zone }: { userId: string; zone: string },
) => {
  await db
    .updateTable('preference')
    .set({
      next_digest_at: sql<Date | null>`next_digest(${now}, ${zone}, digest, digest_hour, digest_weekday)`,
    })
    .where('user_id', '=', userId)
    .execute()
}
