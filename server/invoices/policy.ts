import { sql, type RawBuilder, type Selectable, type SqlBool } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { isStaff, type Actor } from '../actor.ts'
import type { Policy } from '../policy.ts'

/** What rights are decided from. */
export interface InvoiceSubject {
  /** As it is kept: before it is issued the client knows nothing of it, and of one that was cancelled neither. */
  status: Selectable<Tables['invoice']>['status']
  companyId: string
  staffingCompanyId: string
}
type Verb = 'read' | 'pay' | 'credit' | 'dispute' | 'resolve'
/** A condition on an invoice, which is `i` in its query. */
type Where = RawBuilder<SqlBool>

const verbs: Partial<Record<Actor['role'], readonly Verb[]>> = {
  manager: ['pay', 'credit', 'resolve'],
  client: ['dispute', 'resolve'],
}

const mayRead = (actor: Actor, { status, companyId, staffingCompanyId }: InvoiceSubject) => {
  if (actor.role === 'admin') return true
  if (!actor.companyId) return false
  if (isStaff(actor)) return staffingCompanyId === actor.companyId
  return actor.role === 'client' && status === 'issued' && companyId === actor.companyId
}

/** The staff of the company that issues it, and, once it is issued, the clients of the company it is for. */
export const policy: Policy<Verb, InvoiceSubject, Where> = {
  scope(actor) {
    if (actor.role === 'admin') return sql`true`
    if (!actor.companyId) return sql`false`
    if (isStaff(actor)) return sql`i.staffing_company_id = ${actor.companyId}`
    return actor.role === 'client'
      ? sql`i.company_id = ${actor.companyId} and i.status = 'issued'`
      : sql`false`
  },
  can: (actor, verb, subject) =>
    mayRead(actor, subject) && (verb === 'read' || (verbs[actor.role]?.includes(verb) ?? false)),
}

/** The presenter of an actor who may see an invoice. */
export const cutOf = (actor: Actor) => (isStaff(actor) ? 'staff' : 'client')
