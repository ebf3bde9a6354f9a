import type { FilterQuery } from '@mikro-orm/postgresql'
import type { IJobPosting } from '../../db/entities/job-posting.ts'
import { isStaff, type Actor, type Audience } from '../actor.ts'
import type { Policy } from '../policy.ts'

/** What rights are decided from. */
export interface JobPostingSubject {
  status: IJobPosting['status']
  deletedAt: Date | null
  companyId: string
  staffingCompanyId: string
  /** The actor is tied to the job: as its recruiter, its hiring manager, or through their agency. */
  assigned: boolean
}

type Verb = 'read' | 'board' | 'edit' | 'submit' | 'approve' | 'pause' | 'close' | 'delete' | 'assign'
type Where = FilterQuery<IJobPosting>
const nothing: Where = { id: { $in: [] } }

/** What everybody may see, signed in or not. */
export const publicScope: Where = { status: 'open', deletedAt: null }
export const isPublic = (job: Pick<IJobPosting, 'status' | 'deletedAt'>) =>
  !job.deletedAt && ['open', 'paused', 'filled', 'closed'].includes(job.status)

/** Open, and its deadline not yet reached: at the instant of the deadline it is closed, whenever the sweep comes by. */
export const takesApplications = (job: Pick<IJobPosting, 'status' | 'deletedAt' | 'deadline'>, now: Date) =>
  job.status === 'open' && !job.deletedAt && (!job.deadline || now < job.deadline)

const mine = (actor: Actor, subject: JobPostingSubject) => {
  if (actor.role === 'admin') return true
  if (!actor.companyId) return false
  if (isStaff(actor)) return subject.staffingCompanyId === actor.companyId
  if (actor.role === 'client') return subject.companyId === actor.companyId
  return actor.role === 'agency' && subject.assigned
}

export const policy: Policy<Verb, JobPostingSubject, Where> = {
  /** Jobs that are the actor's own business. What is public to everybody is `publicScope`. */
  scope(actor) {
    const company = actor.companyId
    if (actor.role === 'admin') return { deletedAt: null }
    if (!company) return nothing
    if (isStaff(actor)) return { deletedAt: null, staffingCompany: company }
    if (actor.role === 'client') return { deletedAt: null, company }
    if (actor.role === 'agency') return { deletedAt: null, assignments: { kind: 'agency', company } }
    return nothing
  },
  can(actor, verb, subject) {
    if (subject.deletedAt || !mine(actor, subject)) return false
    const manages = actor.role === 'admin' || actor.role === 'manager'
    switch (verb) {
      case 'read':
      case 'board':
        return true
      case 'approve':
      case 'assign':
      case 'delete':
        return manages
      case 'pause':
      case 'close':
        return isStaff(actor)
      case 'edit':
      case 'submit':
        // A client edits its own while nobody has approved it; afterwards the terms of the search are the staff's.
        return isStaff(actor) || (actor.role === 'client' && subject.status === 'draft')
    }
  },
}

/** Whom an actor is among the audiences of a job they may see. */
export const audienceOf = (actor: Actor): Audience => {
  if (isStaff(actor)) return 'staff'
  return actor.role === 'agency' ? `agency:${actor.companyId}` : 'client'
}
