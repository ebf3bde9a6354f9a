import type { Write } from '../transaction.ts'
import { freeTimes } from './bookings.ts'
import type { InterviewRow } from './queries.ts'

/** Shared step: an interview will not take place. */
export const endInterview = async (write: Write, interview: InterviewRow, reason: string) => {
  await write.sql
    .updateTable('interview')
    .set({
      status: 'cancelled',
      status_since: write.now,
      reason,
      sequence: interview.sequence + 1,
      version: interview.version + 1,
      updated_at: write.now,
    })
    .where('id', '=', interview.id)
    .execute()
  await freeTimes(write, interview.id)
}
