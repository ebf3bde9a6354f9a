import type { MailData, MailTemplate } from '../../templates/mail/catalog.ts'
import { applicationRow, historyRows } from '../applications/queries.ts'
import { progressLabels, progressOf } from '../applications/stages.ts'
import { env } from '../env.ts'
import type { Attachment } from '../mail/mailer.ts'
import type { Write } from '../transaction.ts'
import { movedWords } from './moved-words.ts'
import type { Notice } from './notice.ts'
import { progressSentences } from './progress-sentences.ts'
import { readersOf } from './readers.ts'
import { seenBy } from './sight.ts'

/**
 * When a mail goes. `at_once`: as it happens, but not in its reader's quiet hours. `grace`: the feed says the same, so
 * it waits a little, and does not go to who has seen it there. `critical`: whatever the hour, and whatever they chose.
 */
export type Urgency = 'at_once' | 'grace' | 'critical'

type Worded = {
  [T in MailTemplate]: {
    key: string
    to: string
    template: T
    data: MailData<T>
    attachments?: Attachment[]
    headers?: Record<string, string>
  }
}[MailTemplate]

/** A mail to one person. */
export type Mailing = Worded & { userId: string; urgency: Urgency }

interface Recipient {
  id: string
  name: string
  email: string
}

const active = (write: Write) =>
  write.sql
    .selectFrom('users as u')
    .select(['u.id', 'u.name', 'u.email'])
    .where('u.deactivated_at', 'is', null)

/** Those assigned to a job who still work for its staffing company. */
const recruitersOf = (write: Write, jobId: string): Promise<Recipient[]> =>
  active(write)
    .innerJoin('assignment as a', 'a.user_id', 'u.id')
    .innerJoin('job_posting as j', 'j.id', 'a.job_id')
    .where('a.job_id', '=', jobId)
    .where('a.kind', '=', 'recruiter')
    .whereRef('u.company_id', '=', 'j.staffing_company_id')
    .execute()

const person = (write: Write, id: string): Promise<Recipient | undefined> =>
  active(write).where('u.id', '=', id).executeTakeFirst()

/** The candidate in coarse words; the job's recruiters in their own, but not of what they did themselves. */
export const aboutApplication = async (
  write: Write,
  { event, by, ...notice }: Notice,
): Promise<Mailing[]> => {
  const row = await applicationRow(write.sql, notice.applicationId!)
  const entry = (await historyRows(write.sql, row.id, notice.historyId))[0]!
  const url = `${env().PUBLIC_URL}/applications/${row.id}`
  const to = ({ id, email }: Recipient) => ({ userId: id, key: `${event}:${entry.id}:${id}`, to: email })
  const progress = progressOf[entry.to_stage]
  const shared = { jobTitle: row.job_title, url }

  const candidate = await person(write, row.candidate_id)
  const toCandidate = (recipient: Recipient): Mailing => {
    const base = { ...to(recipient), urgency: 'at_once' as const }
    const data = { ...shared, companyName: row.company_name }
    if (event === 'application.applied') return { ...base, template: 'application-received', data }
    const words = { progressLabel: progressLabels[progress]!, sentence: progressSentences[progress]! }
    return { ...base, template: 'application-progress', data: { ...data, ...words } }
  }
  const toStaff = (recipient: Recipient): Mailing => {
    const base = { ...to(recipient), urgency: 'grace' as const }
    if (event === 'application.applied')
      return { ...base, template: 'application-new', data: { ...shared, candidateName: row.candidate_name } }
    const data = {
      ...shared,
      ...movedWords(event, { card: row, entry }),
      ...(entry.reason && { reason: entry.reason }),
    }
    return { ...base, template: 'application-moved', data }
  }
  const staff = (await recruitersOf(write, row.job_id)).filter(({ id }) => id !== by)
  return [...(candidate ? [toCandidate(candidate)] : []), ...staff.map(toStaff)]
}

/** A job that waits for approval goes to the managers; what they decided to whoever submitted it. */
export const aboutJob = async (write: Write, { event, by, jobId, at }: Notice): Promise<Mailing[]> => {
  const job = await write.sql
    .selectFrom('job_posting as j')
    .innerJoin('company as c', 'c.id', 'j.company_id')
    .select([
      'j.id',
      'j.title',
      'j.staffing_company_id',
      'j.return_reason',
      'j.created_by_id',
      'j.status',
      'c.name',
    ])
    .where('j.id', '=', jobId!)
    .executeTakeFirstOrThrow()
  const url = `${env().PUBLIC_URL}/jobs/${job.id}/board`
  const to = ({ id, email }: Recipient) => ({
    userId: id,
    urgency: 'grace' as const,
    key: `${event}:${job.id}:${at}:${id}`,
    to: email,
  })
  if (event === 'job.submitted') {
    if (job.status !== 'pending_approval') return []
    const managers = await active(write)
      .where('u.company_id', '=', job.staffing_company_id)
      .where('u.role', '=', 'manager')
      .execute()
    return managers.map(manager => ({
      ...to(manager),
      template: 'posting-approval',
      data: { jobTitle: job.title, companyName: job.name, url },
    }))
  }
  const [author] = job.created_by_id === by ? [] : await readersOf(write, [job.created_by_id])
  const [seen] = author
    ? await seenBy(write, [{ actor: author.actor, applicationId: null, jobId: job.id, thread: null }])
    : []
  if (!author || !seen) return []
  const decision = event === 'job.approved' ? ('approved' as const) : ('returned' as const)
  const reason = decision === 'returned' && job.return_reason ? { reason: job.return_reason } : {}
  return [
    {
      ...to({ ...author.actor, email: author.email }),
      template: 'posting-decision',
      data: { jobTitle: job.title, decision, url, ...reason },
    },
  ]
}
