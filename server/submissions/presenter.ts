import { progressOf } from '../applications/stages.ts'
import type { SubmissionRow } from './queries.ts'

const shared = (row: SubmissionRow) => ({
  id: row.id,
  status: row.status,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  decidedAt: row.decided_at?.toISOString() ?? null,
  job: { id: row.job_id, title: row.job_title, company: { name: row.company_name } },
  by: { name: row.by_name, company: { name: row.by_company_name } },
  consentText: row.consent_text,
})

const application = (row: SubmissionRow, coarse: boolean) =>
  row.application_id && row.stage && row.stage_since
    ? {
        id: row.application_id,
        stage: coarse ? progressOf[row.stage] : row.stage,
        since: row.stage_since.toISOString(),
      }
    : null

/** Their address is what whoever put them forward knew already, until they agree. */
const candidate = (row: SubmissionRow) => {
  const email = row.status === 'accepted' ? row.account_email : row.candidate_email
  return { name: row.candidate_name, ...(email && { email }) }
}

/** A submission, per audience. Whatever is not written down here reaches nobody. */
export const presentSubmission = {
  staff: (row: SubmissionRow) => ({
    ...shared(row),
    application: application(row, false),
    source: row.source,
    candidate: { id: row.candidate_id, ...candidate(row) },
    note: row.note,
    reason: row.reason,
  }),
  // An id tells when its account was made, and so whether the person was known: not before they have agreed.
  agency: (row: SubmissionRow) => ({
    ...shared(row),
    application: application(row, true),
    candidate: { ...(row.status === 'accepted' && { id: row.candidate_id }), ...candidate(row) },
    note: row.note,
    reason: row.reason,
  }),
  candidate: (row: SubmissionRow) => ({ ...shared(row), application: application(row, true) }),
}
