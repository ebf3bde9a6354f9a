import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { isStaff, type Actor } from '../actor.ts'
import type { Policy } from '../policy.ts'

/** What rights are decided from. */
interface PlacementSubject {
  companyId: string
  staffingCompanyId: string
}
/** A condition on a placement, which is `p` in its query. */
type Where = RawBuilder<SqlBool>

/** `record` is what became of it, `edit` what was agreed. */
export type Verb = 'read' | 'record' | 'edit'

/** The staff of the company that placed somebody, and the clients of the employer. */
export const policy: Policy<Verb, PlacementSubject, Where> = {
  scope(actor) {
    if (actor.role === 'admin') return sql`true`
    if (!actor.companyId) return sql`false`
    if (isStaff(actor)) return sql`p.staffing_company_id = ${actor.companyId}`
    return actor.role === 'client' ? sql`p.company_id = ${actor.companyId}` : sql`false`
  },
  can(actor, verb, subject) {
    if (actor.role === 'admin') return true
    if (!actor.companyId) return false
    if (isStaff(actor)) return subject.staffingCompanyId === actor.companyId
    return verb !== 'edit' && actor.role === 'client' && subject.companyId === actor.companyId
  },
}

/** The presenter of an actor who may see a placement. */
export const cutOf = (actor: Actor) => (isStaff(actor) ? 'staff' : 'client')
