import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tables, ThreadKind } from '../../db/tables.ts'
import { isStaff, staffRoles, type Actor, type Audience } from '../actor.ts'
import type { Policy } from '../policy.ts'

/** On whose side somebody speaks in a thread. */
export type Side = Tables['message']['side']

/** What rights are decided from. */
export interface ThreadSubject {
  kind: ThreadKind
  companyId: string
  staffingCompanyId: string
  /** Of a thread on an application. */
  candidateId: string | null
  shownToClient: boolean
  /** The job has been taken away: what was said stays readable, nothing more is. */
  jobDeleted: boolean
  /** The actor sits in one of the application's interviews. */
  onPanel: boolean
  /** The actor is a hiring manager of the job, or the client who posted it. */
  speaksForClient: boolean
  /** Of a message: the actor wrote it. */
  own: boolean
}

type Verb = 'read' | 'write' | 'edit' | 'delete' | 'read_versions'

/** Who may take part in a thread at all. */
export const threadRoles = [...staffRoles, 'client', 'interviewer', 'candidate'] as const

/** Who takes part in which kind of thread. */
export const sidesOf: Record<ThreadKind, readonly Side[]> = {
  negotiation: ['staff', 'client'],
  discussion: ['staff', 'client', 'interviewer'],
  candidate: ['staff', 'candidate'],
}

/** The side of somebody who takes part in a thread. Agencies take part in none. */
export const sideOf = (actor: Actor): Side | null => {
  if (isStaff(actor)) return 'staff'
  return actor.role === 'agency' ? null : (actor.role as Side)
}

/** The side that an audience of a room is on. */
export const sideOfAudience = (audience: Audience): Side | null =>
  audience === 'self' || audience.startsWith('agency:') ? null : (audience as Side)

/** Where the employer recruits for itself there is nobody to negotiate with. */
const isInHouse = (subject: ThreadSubject) => subject.companyId === subject.staffingCompanyId

const mayRead = (actor: Actor, subject: ThreadSubject): boolean => {
  const { kind } = subject
  const side = sideOf(actor)
  if (!side || !sidesOf[kind].includes(side) || (kind === 'negotiation' && isInHouse(subject))) return false
  switch (side) {
    case 'staff':
      return actor.role === 'admin' || subject.staffingCompanyId === actor.companyId
    case 'client':
      return subject.companyId === actor.companyId && (kind === 'negotiation' || subject.shownToClient)
    case 'interviewer':
      return subject.onPanel
    case 'candidate':
      return subject.candidateId === actor.id
  }
}

const mayWrite = (actor: Actor, subject: ThreadSubject) =>
  !subject.jobDeleted &&
  (subject.kind !== 'negotiation' || sideOf(actor) === 'staff' || subject.speaksForClient)

/** A condition on a thread `t`, its job `j` and its application `a`, if it has one. */
type Where = RawBuilder<SqlBool>

const scopes: Record<Side, (actor: Actor) => Where> = {
  staff: ({ role, companyId }) =>
    role === 'admin'
      ? sql`(t.kind <> 'negotiation' or j.company_id <> j.staffing_company_id)`
      : sql`j.staffing_company_id = ${companyId} and (t.kind <> 'negotiation' or j.company_id <> ${companyId})`,
  client: ({ companyId }) => sql`j.company_id = ${companyId} and (
    (t.kind = 'negotiation' and j.staffing_company_id <> ${companyId})
    or (t.kind = 'discussion' and (a.shown_to_client_at is not null or j.staffing_company_id = ${companyId}))
  )`,
  interviewer: ({ id }) => sql`t.kind = 'discussion' and exists (
    select from interview i join interview_panelist p on p.interview_id = i.id
    where i.application_id = a.id and i.status <> 'cancelled' and p.answer <> 'declined' and p.user_id = ${id}
  )`,
  candidate: ({ id }) => sql`t.kind = 'candidate' and a.candidate_id = ${id}`,
}

export const policy: Policy<Verb, ThreadSubject, Where> = {
  scope(actor) {
    const side = sideOf(actor)
    return side ? scopes[side](actor) : sql`false`
  },
  can(actor, verb, subject) {
    if (!mayRead(actor, subject)) return false
    if (verb === 'read') return true
    if (verb === 'read_versions') return isStaff(actor)
    if (!mayWrite(actor, subject)) return false
    const moderates = verb === 'delete' && (actor.role === 'manager' || actor.role === 'admin')
    return verb === 'write' || subject.own || moderates
  },
}

/**
 * Whether anything can be said in it now. The client joins a discussion with the candidate: what was said among the others
 * before would be shown to it then, so nothing is.
 */
export const isOpen = ({ kind, shownToClient }: Pick<ThreadSubject, 'kind' | 'shownToClient'>) =>
  kind !== 'discussion' || shownToClient
