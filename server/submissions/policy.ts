import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { isStaff, type Actor, type Audience } from '../actor.ts'
import type { Policy } from '../policy.ts'

/** What rights are decided from. */
export interface SubmissionSubject {
  candidateId: string
  staffingCompanyId: string
  /** The agency that made it; null where the job's own staff did. */
  agencyCompanyId: string | null
}

export const subjectOf = (row: {
  candidate_id: string
  staffing_company_id: string
  agency_company_id: string | null
}): SubmissionSubject => ({
  candidateId: row.candidate_id,
  staffingCompanyId: row.staffing_company_id,
  agencyCompanyId: row.agency_company_id,
})

type Verb = 'read' | 'accept' | 'decline' | 'withdraw'
/** A condition on a submission, which is `s` in its query; its job is `j`. */
type Where = RawBuilder<SqlBool>

/** Who puts forward at all; for which jobs is the jobs' own policy. */
export const mayPropose = (actor: Actor) => isStaff(actor) || actor.role === 'agency'

const mayRead = (actor: Actor, subject: SubmissionSubject): boolean => {
  if (actor.role === 'admin') return true
  if (actor.role === 'candidate') return subject.candidateId === actor.id
  if (!actor.companyId) return false
  if (isStaff(actor)) return subject.staffingCompanyId === actor.companyId
  return actor.role === 'agency' && subject.agencyCompanyId === actor.companyId
}

/** A client hears of a candidate when they are proposed on the board, and nothing of who is still being asked. */
export const policy: Policy<Verb, SubmissionSubject, Where> = {
  scope(actor) {
    if (actor.role === 'admin') return sql`true`
    if (actor.role === 'candidate') return sql`s.candidate_id = ${actor.id}`
    if (!actor.companyId) return sql`false`
    if (isStaff(actor)) return sql`j.staffing_company_id = ${actor.companyId}`
    return actor.role === 'agency' ? sql`s.agency_company_id = ${actor.companyId}` : sql`false`
  },
  can(actor, verb, subject) {
    if (!mayRead(actor, subject)) return false
    switch (verb) {
      case 'read':
        return true
      case 'accept':
      case 'decline':
        return actor.role === 'candidate'
      case 'withdraw':
        // The side that made it: the staff do not take back for an agency.
        return subject.agencyCompanyId === null ? isStaff(actor) : actor.role === 'agency'
    }
  },
}

/** The presenter of an actor who may see a submission. */
export const cutOf = (actor: Actor) => {
  if (isStaff(actor)) return 'staff'
  return actor.role === 'agency' ? 'agency' : 'candidate'
}

/** The agency whose own submissions an audience of a board is shown, if it is one. */
export const agencyOf = (audience: Audience) => /^agency:(.+)$/.exec(audience)?.[1]
