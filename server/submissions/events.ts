import type { Actor } from '../actor.ts'
import type { EventKind, StreamEntry } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { presentSubmission } from './presenter.ts'
import { submissionRow, type SubmissionRow } from './queries.ts'

export interface SubmissionChange {
  submissionId: string
  jobId: string
}

/** The job's staff, the agency that made it, and the candidate in their own room. Only the staff read who acted. */
const entriesOf = (actor: Actor | null, row: SubmissionRow): StreamEntry[] => {
  const job = `job:${row.job_id}`
  return [
    {
      stream: streamOf(job, 'staff'),
      actor: actor && { id: actor.id, name: actor.name },
      data: { submission: presentSubmission.staff(row) },
    },
    ...(row.agency_company_id
      ? [
          {
            stream: streamOf(job, `agency:${row.agency_company_id}`),
            data: { submission: presentSubmission.agency(row) },
          },
        ]
      : []),
    {
      stream: streamOf(`user:${row.candidate_id}`, 'self'),
      data: { submission: presentSubmission.candidate(row) },
    },
  ]
}

const kind: EventKind<SubmissionChange> = {
  v: 1,
  streams: async ({ sql, actor }, { submissionId }) =>
    entriesOf(actor, await submissionRow(sql, submissionId)),
}

export const submissionEvents = {
  'submission.proposed': kind,
  'submission.accepted': kind,
  'submission.declined': kind,
  'submission.withdrawn': kind,
  'submission.expired': kind,
} satisfies Record<string, EventKind<SubmissionChange>>
