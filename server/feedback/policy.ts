import type { FilterQuery } from '@mikro-orm/postgresql'
import type { IApplication } from '../../db/entities/application.ts'
import type { Role } from '../../db/entities/user.ts'
import { staffRoles, type Actor } from '../actor.ts'
import { policy as applications, type ApplicationSubject } from '../applications/policy.ts'
import type { Policy } from '../policy.ts'

/** Who reads and gives feedback at all: those who judge, never the candidate nor who sent them. */
export const judges = [...staffRoles, 'client', 'interviewer'] as const satisfies Role[]
const isJudge = (actor: Actor) => (judges as readonly Role[]).includes(actor.role)

/** What rights are decided from. */
export interface FeedbackSubject {
  application: ApplicationSubject
  /** The actor's answer to the invitation, or null for whoever was not invited. */
  answer?: 'invited' | 'accepted' | 'declined' | null
}

export const policy: Policy<'read' | 'give', FeedbackSubject, FilterQuery<IApplication>> = {
  scope: actor => (isJudge(actor) ? applications.scope(actor) : { id: { $in: [] } }),
  can(actor, verb, { application, answer = null }) {
    if (!isJudge(actor) || !applications.can(actor, 'read', application)) return false
    return verb === 'read' || (!application.jobDeleted && answer !== null && answer !== 'declined')
  },
}

/**
 * A fellow's feedback is for those who have given all of their own on this application, so that nobody judges after
 * another; also of earlier interviews than the one they still sit in. Whoever sits in none only reads. An interviewer,
 * who sees the application for its interviews alone, must have given one.
 */
export const seesFellows = (actor: Actor, { owed, given }: { owed: number; given: number }) =>
  owed === 0 && (actor.role !== 'interviewer' || given > 0)
