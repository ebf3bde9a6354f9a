import { raw, type FilterQuery } from '@mikro-orm/postgresql'
import type { IApplication, Stage } from '../../db/entities/application.ts'
import { isStaff, type Actor, type Audience } from '../actor.ts'
import type { Policy } from '../policy.ts'

/** What rights are decided from. */
export interface ApplicationSubject {
  candidateId: string
  companyId: string
  staffingCompanyId: string
  agencyCompanyId: string | null
  shownToClient: boolean
  /** Its job has been taken away: what happened stays readable, nothing more happens. */
  jobDeleted: boolean
  /** The actor is a hiring manager of the job. */
  assigned: boolean
  /** The actor sits in one of its interviews. */
  onPanel: boolean
}

interface Companies {
  company_id: string
  staffing_company_id: string
}
/** What rights on this application are decided from, for this actor. */
export const subjectOf = (
  row: Companies & {
    candidate_id: string
    agency_company_id: string | null
    shown_to_client_at: Date | null
    job_deleted_at: Date | null
    hiring_managers: string[]
    panel: string[]
  },
  actor: Actor,
): ApplicationSubject => ({
  candidateId: row.candidate_id,
  companyId: row.company_id,
  staffingCompanyId: row.staffing_company_id,
  agencyCompanyId: row.agency_company_id,
  shownToClient: isShownToClient(row),
  jobDeleted: row.job_deleted_at !== null,
  assigned: actor.role === 'client' && row.hiring_managers.includes(actor.id),
  onPanel: row.panel.includes(actor.id),
})

export const isInHouse = (row: Companies) => row.company_id === row.staffing_company_id

/** A client sees candidates once shortlisted or further; where the employer recruits in-house, all of them. */
export const isShownToClient = (row: Companies & { shown_to_client_at: Date | null }) =>
  row.shown_to_client_at !== null || isInHouse(row)

/** Whoever stands here has been approved, whatever the shortlist says. */
export const pastShortlist: Stage[] = ['interview', 'offer', 'hired']

/** On a blind shortlist the client reads a pseudonym until it approves; of those it does not, for good. */
export const isBlind = (row: { blind_shortlist: boolean; stage: Stage; shortlist: string }) =>
  row.blind_shortlist && row.shortlist !== 'approved' && !pastShortlist.includes(row.stage)

/** The client may know who this is: once shown, and on a blind shortlist not before it approves. */
export const isKnownToClient = (row: Parameters<typeof isShownToClient>[0] & Parameters<typeof isBlind>[0]) =>
  isShownToClient(row) && !isBlind(row)

/** The others: those whom a client may look up by name. */
export const notBlind: FilterQuery<IApplication> = {
  $or: [{ job: { blindShortlist: false } }, { shortlist: 'approved' }, { stage: { $in: pastShortlist } }],
}

type Verb = 'read' | 'move' | 'decide' | 'rank' | 'shortlist' | 'withdraw' | 'reopen'
const nothing: FilterQuery<IApplication> = { id: { $in: [] } }

/** The part the actor plays in moving this card, if any: the column of the stage table that holds for them. */
export const moverOf = (actor: Actor, subject: ApplicationSubject) => {
  if (isStaff(actor)) return 'staff'
  if (actor.role === 'client' && subject.assigned) return 'client'
  if (actor.role === 'candidate' && subject.candidateId === actor.id) return 'candidate'
  return null
}

const movers: Record<Exclude<Verb, 'read'>, readonly ReturnType<typeof moverOf>[]> = {
  move: ['staff', 'client'],
  decide: ['client'],
  rank: ['staff'],
  shortlist: ['staff'],
  withdraw: ['candidate'],
  reopen: ['candidate'],
}

const mayRead = (actor: Actor, subject: ApplicationSubject): boolean => {
  switch (actor.role) {
    case 'admin':
      return true
    case 'manager':
    case 'recruiter':
      return subject.staffingCompanyId === actor.companyId
    case 'client':
      return subject.companyId === actor.companyId && subject.shownToClient
    case 'agency':
      return actor.companyId !== null && subject.agencyCompanyId === actor.companyId
    case 'candidate':
      return subject.candidateId === actor.id
    case 'interviewer':
      return subject.onPanel
  }
}

export const policy: Policy<Verb, ApplicationSubject, FilterQuery<IApplication>> = {
  scope(actor) {
    // A person without a company where the role needs one sees nothing.
    const company = actor.companyId
    switch (actor.role) {
      case 'admin':
        return {}
      case 'manager':
      case 'recruiter':
        return company ? { job: { staffingCompany: company } } : nothing
      case 'client':
        return company
          ? {
              job: { company },
              $or: [{ shownToClientAt: { $ne: null } }, { job: { staffingCompany: company } }],
            }
          : nothing
      case 'agency':
        return company ? { agencyCompany: company } : nothing
      case 'candidate':
        return { candidate: actor.id }
      case 'interviewer':
        return {
          [raw(
            alias => `exists (select from interview i join interview_panelist p on p.interview_id = i.id
              where i.application_id = ${alias}.id and i.status <> 'cancelled' and p.answer <> 'declined'
                and p.user_id = ?)`,
            [actor.id],
          )]: [],
        }
    }
  },
  can(actor, verb, subject) {
    if (!mayRead(actor, subject)) return false
    // The candidate's own verbs answer for themselves: withdrawing is always possible, the job takes nobody back.
    if (subject.jobDeleted && verb !== 'read' && !movers[verb].includes('candidate')) return false
    return verb === 'read' || movers[verb].includes(moverOf(actor, subject))
  },
}

/** Whom an actor is among the audiences of an application they may see. */
export const audienceOf = (actor: Actor): Audience => {
  if (isStaff(actor)) return 'staff'
  if (actor.role === 'agency') return `agency:${actor.companyId}`
  return actor.role as 'client' | 'interviewer' | 'candidate'
}

/** The presenter of an audience: all agencies share one cut. */
export const cutOf = (audience: Audience) =>
  audience.split(':', 1)[0] as 'staff' | 'client' | 'agency' | 'interviewer' | 'candidate'
