import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { isStaff } from '../actor.ts'
import { moverOf, policy as applications, type ApplicationSubject } from '../applications/policy.ts'
import type { Policy } from '../policy.ts'

/** What rights are decided from: the application's, and for what concerns one interview its own panel. */
export interface InterviewSubject {
  application: ApplicationSubject
  /** The actor was asked to sit in it, whatever they answered. */
  asked: boolean
}

type Verb = 'read' | 'read-availability' | 'arrange' | 'choose' | 'answer'
/** A condition on an interview `i`, its application `a` and its job `j`. */
export type Where = RawBuilder<SqlBool>
const nothing: Where = sql`false`

/** Those that this person sits in: not what was cancelled, nor what they declined. */
export const sitsIn = (userId: string): Where => sql`i.status <> 'cancelled' and exists (
  select from interview_panelist p
  where p.interview_id = i.id and p.user_id = ${userId} and p.answer <> 'declined'
)`

export const policy: Policy<Verb, InterviewSubject, Where> = {
  scope(actor) {
    const company = actor.companyId
    if (actor.role === 'admin') return sql`true`
    if (actor.role === 'candidate') return sql`a.candidate_id = ${actor.id}`
    if (actor.role === 'interviewer') return sitsIn(actor.id)
    if (!company) return nothing
    if (isStaff(actor)) return sql`j.staffing_company_id = ${company}`
    if (actor.role === 'client')
      return sql`j.company_id = ${company} and
        (a.shown_to_client_at is not null or j.company_id = j.staffing_company_id)`
    return nothing
  },
  can(actor, verb, { application, asked }) {
    // An agency learns how far its candidate has come, and nothing of how.
    if (actor.role === 'agency' || !applications.can(actor, 'read', application)) return false
    if (verb === 'read') return true
    if (application.jobDeleted) return false
    const mover = moverOf(actor, application)
    if (verb === 'answer') return asked
    if (verb === 'read-availability') return mover === 'staff'
    if (verb === 'choose') return mover === 'candidate' || mover === 'staff'
    return mover === 'staff' || mover === 'client'
  },
}
