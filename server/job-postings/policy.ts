import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { IJobPosting } from '../../db/entities/job-posting.ts'
import { isStaff, type Actor, type Audience } from '../actor.ts'
import type { Policy } from '../policy.ts'
import type { Party } from './statuses.ts'

/** What rights are decided from. */
export interface JobPostingSubject {
  status: IJobPosting['status']
  deletedAt: Date | null
  companyId: string
  staffingCompanyId: string
  /** A client made it: it opens when a manager approves it, whoever submits it. */
  postedByClient: boolean
  /** The job is assigned to the actor's agency. */
  invited: boolean
}

type Verb =
  | 'read'
  | 'create'
  | 'edit'
  | 'submit'
  | 'approve'
  | 'return'
  | 'pause'
  | 'reopen'
  | 'close'
  | 'delete'
  | 'assign'
/** A condition on a job, which is `j` in its query. */
export type Where = RawBuilder<SqlBool>
const nothing: Where = sql`false`

/** What everybody may look for, signed in or not: open, and its deadline not yet reached. */
export const publicScope = (now: Date): Where =>
  sql`j.status = 'open' and j.deleted_at is null and (j.deadline is null or j.deadline > ${now})`

/** What everybody may read by its address: also what has been closed since, so that a link says so. */
export const isPublic = (job: Pick<IJobPosting, 'status' | 'deletedAt'>) =>
  !job.deletedAt && ['open', 'paused', 'filled', 'closed'].includes(job.status)

/** Open, and its deadline not yet reached: at the instant of the deadline it is closed, whenever the sweep comes by. */
export const takesApplications = (job: Pick<IJobPosting, 'status' | 'deletedAt' | 'deadline'>, now: Date) =>
  job.status === 'open' && !job.deletedAt && !isExpired(job, now)

export const isExpired = ({ deadline }: Pick<IJobPosting, 'deadline'>, now: Date) =>
  deadline !== null && deadline !== undefined && deadline <= now

/** Jobs are somebody's own business: their staffing company's, their employer's, their agencies'. */
export const hasOwnJobs = (actor: Actor) =>
  isStaff(actor) || actor.role === 'client' || actor.role === 'agency'

export const partyOf = (actor: Actor): Party =>
  actor.role === 'client' || actor.role === 'recruiter' ? actor.role : 'manager'

const mine = (actor: Actor, subject: JobPostingSubject) => {
  if (actor.role === 'admin') return true
  if (!actor.companyId) return false
  if (isStaff(actor)) return subject.staffingCompanyId === actor.companyId
  if (actor.role === 'client') return subject.companyId === actor.companyId
  return actor.role === 'agency' && subject.invited
}

type Can = (subject: JobPostingSubject) => boolean
const always: Can = () => true
const never: Can = () => false
const isDraft: Can = ({ status }) => status === 'draft'

/** Who of those whose business it is may do what. Approving, assigning and taking away are the manager's. */
const rights: Record<Verb, Record<Party, Can>> = {
  read: { manager: always, recruiter: always, client: always },
  create: { manager: always, recruiter: always, client: always },
  // Once somebody has approved it, the terms of the search are the staff's
  edit: { manager: always, recruiter: always, client: isDraft },
  submit: { manager: always, recruiter: always, client: always },
  approve: { manager: always, recruiter: never, client: never },
  return: { manager: always, recruiter: never, client: never },
  pause: { manager: always, recruiter: always, client: never },
  reopen: { manager: always, recruiter: always, client: never },
  close: { manager: always, recruiter: always, client: always },
  // What nobody has approved yet can be thrown away by the side that wrote it
  delete: {
    manager: always,
    recruiter: subject => isDraft(subject) && !subject.postedByClient,
    client: ({ status }) => status === 'draft' || status === 'pending_approval',
  },
  assign: { manager: always, recruiter: never, client: never },
}

export const policy: Policy<Verb, JobPostingSubject, Where> = {
  /** Jobs that are the actor's own business. What is public to everybody is `publicScope`. */
  scope(actor) {
    const company = actor.companyId
    if (actor.role === 'admin') return sql`j.deleted_at is null`
    if (!company) return nothing
    if (isStaff(actor)) return sql`j.deleted_at is null and j.staffing_company_id = ${company}`
    if (actor.role === 'client') return sql`j.deleted_at is null and j.company_id = ${company}`
    if (actor.role === 'agency')
      return sql`j.deleted_at is null and exists (
        select from assignment t where t.job_id = j.id and t.kind = 'agency' and t.company_id = ${company}
      )`
    return nothing
  },
  can(actor, verb, subject) {
    if (subject.deletedAt || !mine(actor, subject)) return false
    if (verb === 'read') return true
    // The hiring managers of a company that recruits for itself look on: its jobs are its recruiters'.
    const lookOn = actor.role === 'client' && subject.companyId === subject.staffingCompanyId
    return actor.role !== 'agency' && !lookOn && rights[verb][partyOf(actor)](subject)
  },
}

/** Whom an actor is among the audiences of a job they may see. */
export const audienceOf = (actor: Actor): Audience => {
  if (isStaff(actor)) return 'staff'
  return actor.role === 'agency' ? `agency:${actor.companyId}` : 'client'
}

/** The presenter of an actor who may see a job: all agencies share one cut. */
export const cutOf = (actor: Actor) => audienceOf(actor).split(':', 1)[0] as 'staff' | 'client' | 'agency'
