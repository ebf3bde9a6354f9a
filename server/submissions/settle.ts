import { submissionClosed } from '../errors.ts'
import type { Write } from '../transaction.ts'
import type { SubmissionRow } from './queries.ts'

type Ending = Exclude<SubmissionRow['status'], 'proposed'>

const words: Record<Ending, string> = {
  accepted: 'It has been accepted already.',
  declined: 'It has been declined already.',
  withdrawn: 'It was taken back by whoever put the candidate forward.',
  expired: 'The time to answer is over.',
}

/** Throws 409 `invalid_transition` unless it still waits for its answer; from its last instant on it does not. */
export const refuseClosed = (row: SubmissionRow, now: Date, current: object) => {
  const status = row.status === 'proposed' && row.expires_at <= now ? 'expired' : row.status
  if (status !== 'proposed') throw submissionClosed(words[status], current)
}

/** Shared step: puts the end of a submission on record. The caller holds its row. */
export const settle = async (
  { sql, now, record }: Write,
  row: Pick<SubmissionRow, 'id' | 'job_id'>,
  { status, ...more }: { status: Ending; reason?: string | null; application_id?: string },
) => {
  await sql
    .updateTable('submission')
    .set(eb => ({ status, ...more, decided_at: now, updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', row.id)
    .execute()
  record(`submission.${status}`, { submissionId: row.id, jobId: row.job_id })
}
