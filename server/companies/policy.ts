import { raw, type FilterQuery } from '@mikro-orm/postgresql'
import type { ICompany } from '../../db/entities/company.ts'
import { isStaff, type Actor } from '../actor.ts'
import type { Policy } from '../policy.ts'

/** What rights are decided from. */
export interface CompanySubject {
  id: string
  kind: ICompany['kind']
  /** For an employer who recruits for it; for an agency the one staffing company it works for, if it is only one. */
  servedById: string | null
  /** It serves the actor's own company, or a job joins the two. */
  joined: boolean
}

type Verb = 'read' | 'edit' | 'read-billing' | 'edit-billing'
type Where = FilterQuery<ICompany>

/** The employer recruits for itself: its hiring managers look on, its recruiters post. */
export const isInHouse = (company: Pick<ICompany, 'id' | 'kind' | 'servedBy'>) =>
  company.kind === 'staffing' || company.servedBy?.id === company.id

/** Companies that serve this one, or share a job with it: what one company may see of another. */
export const joinedTo = (company: string): Where => ({
  [raw(
    alias => `(exists (select from company o where o.id = ? and o.served_by_id = ${alias}.id)
      or exists (select from job_posting j where j.deleted_at is null
        and ((j.company_id = ? and j.staffing_company_id = ${alias}.id)
          or (j.staffing_company_id = ? and j.company_id = ${alias}.id))))`,
    [company, company, company],
  )]: [],
})

/** Those whose word counts for their own company. */
const speaksForOwn = (actor: Actor) => ['manager', 'client', 'agency'].includes(actor.role)

export const policy: Policy<Verb, CompanySubject, Where> = {
  scope(actor) {
    const company = actor.companyId
    if (actor.role === 'admin') return {}
    if (!company) return { id: { $in: [] } }
    // An agency that nobody has for itself can be invited by every staffing company.
    const forStaff: Where[] = [{ servedBy: company }, { kind: 'agency', servedBy: null }]
    return { $or: [{ id: company }, joinedTo(company), ...(isStaff(actor) ? forStaff : [])] }
  },
  can(actor, verb, subject) {
    if (actor.role === 'admin') return true
    if (!actor.companyId) return false
    const own = subject.id === actor.companyId
    const serves = isStaff(actor) && subject.servedById === actor.companyId
    // An agency is billed for nothing, and bills nobody here.
    const isPayer = actor.role === 'client' && subject.kind === 'employer'
    if (verb === 'read-billing') return serves || (own && (isStaff(actor) || isPayer))
    if (verb === 'edit-billing') return serves || (own && (actor.role === 'manager' || isPayer))
    if (verb === 'edit') return serves || (own && speaksForOwn(actor))
    const free = isStaff(actor) && subject.kind === 'agency' && subject.servedById === null
    return own || serves || free || subject.joined
  },
}

/** Whether somebody may know, and say, where this company is paid: others read it on its invoices. */
export const seesAccount = (actor: Actor, companyId: string) =>
  actor.role === 'admin' || actor.companyId === companyId
