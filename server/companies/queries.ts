import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { Company, type ICompany } from '../../db/entities/company.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { joinedTo, policy, type CompanySubject } from './policy.ts'

/** The company with the one that serves it, if the actor may see it. */
export const seekCompany = (em: EntityManager, actor: Actor, id: string, { lock = false } = {}) =>
  em.findOne(
    Company,
    { $and: [{ id }, policy.scope(actor)] },
    { populate: ['servedBy'], strategy: 'select-in', ...(lock && { lockMode: LockMode.PESSIMISTIC_WRITE }) },
  )

/** The company, if the actor may see it; 404 otherwise. `lock` holds its row until the transaction ends. */
export const findCompany = async (
  em: EntityManager,
  actor: Actor,
  id: string,
  options?: { lock?: boolean },
) => {
  const company = await seekCompany(em, actor, id, options)
  if (!company) throw notFound()
  return company
}

/** What rights on this company are decided from, for this actor. */
export const subjectOf = async (
  em: EntityManager,
  actor: Actor,
  { id, kind, servedBy }: ICompany,
): Promise<CompanySubject> => ({
  id,
  kind,
  servedById: servedBy?.id ?? null,
  joined:
    actor.companyId !== null && (await em.count(Company, { $and: [{ id }, joinedTo(actor.companyId)] })) > 0,
})
