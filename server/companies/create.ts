import { Company } from '../../db/entities/company.ts'
import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { forbidden } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { presentCompany } from './presenter.ts'
import type { CreateInput } from './schema.ts'
import { servedByOf } from './served-by.ts'

/**
 * Makes a company: an admin any, a manager the employers that their own company serves and the agencies it works with.
 */
export const createCompany = (actor: Actor, { servedById, ...fields }: CreateInput) =>
  transaction(actor, async ({ em, now }) => {
    const isAdmin = actor.role === 'admin'
    const isTheirs = fields.kind !== 'staffing' && [undefined, actor.companyId].includes(servedById)
    if (!isAdmin && !(actor.companyId && isTheirs)) throw forbidden()
    const id = newId()
    const servedBy = await servedByOf(em, { id }, (isAdmin ? servedById : actor.companyId) ?? null)
    const company = em.create(Company, { ...fields, id, servedBy, createdAt: now })
    await em.flush()
    return presentCompany(company)
  })
