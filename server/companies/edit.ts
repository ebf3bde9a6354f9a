import type { Actor } from '../actor.ts'
import { forbidden } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { policy } from './policy.ts'
import { presentCompany } from './presenter.ts'
import { findCompany, subjectOf } from './queries.ts'
import type { EditInput } from './schema.ts'
import { servedByOf } from './served-by.ts'

/** Changes the fields that are given. Who serves whom is an admin's to say: rights follow from it. */
export const editCompany = (actor: Actor, { companyId, servedById, ...fields }: EditInput) =>
  transaction(actor, async ({ em, record }) => {
    const company = await findCompany(em, actor, companyId, { lock: true })
    authorize(policy, 'edit', actor, await subjectOf(em, actor, company))
    if (servedById !== undefined && actor.role !== 'admin') throw forbidden()

    const { name } = company
    Object.assign(company, fields)
    if (company.name !== name) record('company.renamed', { companyId })
    if (servedById !== undefined) em.assign(company, { servedBy: await servedByOf(em, company, servedById) })
    await em.flush()
    return presentCompany(company)
  })
