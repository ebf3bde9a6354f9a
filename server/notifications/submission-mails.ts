import { makePasswordLink } from '../accounts/password-link.ts'
import { env } from '../env.ts'
import { submissionRow, type SubmissionRow } from '../submissions/queries.ts'
import type { Write } from '../transaction.ts'
import type { Mailing } from './mails.ts'

interface SubmissionNotice {
  event: string
  submissionId?: string | undefined
}

const accountOf = ({ sql }: Write, id: string) =>
  sql
    .selectFrom('users')
    .select(['email', 'email_verified', 'role', 'company_id'])
    .where('id', '=', id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()

const dayMs = 86_400_000

/** To the candidate: the question. Whoever has not been here yet gets a link to choose one, good as long as the question. */
const asked = async (write: Write, row: SubmissionRow): Promise<Mailing[]> => {
  const candidate = await accountOf(write, row.candidate_id)
  const left = row.expires_at.getTime() - write.now.getTime()
  if (!candidate || row.status !== 'proposed' || left <= 0) return []
  const isNew = !candidate.email_verified
  const url = isNew
    ? await makePasswordLink(write, row.candidate_id, { minutes: left / 60_000, invitation: true })
    : `${env().PUBLIC_URL}/my-applications`
  return [
    {
      userId: row.candidate_id,
      urgency: 'at_once',
      key: `submission.proposed:${row.id}`,
      to: candidate.email,
      template: 'submission-proposed',
      data: {
        byName: row.by_name,
        byCompanyName: row.by_company_name,
        jobTitle: row.job_title,
        companyName: row.company_name,
        isNew,
        url,
        days: Math.ceil(left / dayMs),
      },
    },
  ]
}

/** To whoever put them forward, if it is still theirs to know: the answer. */
const answered = async (write: Write, row: SubmissionRow): Promise<Mailing[]> => {
  const proposer = await accountOf(write, row.by_id)
  if (!proposer || (row.status !== 'accepted' && row.status !== 'declined')) return []
  const side = row.agency_company_id ?? row.staffing_company_id
  if (proposer.role !== 'admin' && proposer.company_id !== side) return []
  const path = row.application_id ? `/applications/${row.application_id}` : `/jobs/${row.job_id}/put-forward`
  return [
    {
      userId: row.by_id,
      urgency: 'grace',
      key: `submission.${row.status}:${row.id}`,
      to: proposer.email,
      template: 'submission-answered',
      data: {
        candidateName: row.candidate_name,
        jobTitle: row.job_title,
        decision: row.status,
        ...(row.reason && { reason: row.reason }),
        url: `${env().PUBLIC_URL}${path}`,
      },
    },
  ]
}

/** The candidate is asked, whoever put them forward reads the answer. */
export const aboutSubmission = async (write: Write, { event, submissionId }: SubmissionNotice) => {
  const row = await submissionRow(write.sql, submissionId!)
  return event === 'submission.proposed' ? asked(write, row) : answered(write, row)
}
