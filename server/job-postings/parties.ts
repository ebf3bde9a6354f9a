import type { EntityManager } from '@mikro-orm/postgresql'
import { Company, type ICompany } from '../../db/entities/company.ts'
import type { Actor } from '../actor.ts'
import { isInHouse } from '../companies/policy.ts'
import { seekCompany } from '../companies/queries.ts'
import { invalidField } from '../errors.ts'
import type { CreateInput } from './schema.ts'

const noSuch = (pointer: string) => invalidField(pointer, 'not_found', 'There is no such company for this.')

/** The employer: the actor's own company, or for the staff one that theirs serves. */
const employerOf = async (em: EntityManager, actor: Actor, companyId: string | undefined) => {
  const id = companyId ?? actor.companyId
  if (!id) throw invalidField('/companyId', 'required', 'Whose job is it?')
  const employer = await seekCompany(em, actor, id)
  const own = id === actor.companyId
  const served = actor.role !== 'client' && employer?.servedBy?.id === actor.companyId
  if (!employer || employer.kind === 'agency' || !(own || served || actor.role === 'admin'))
    throw noSuch('/companyId')
  return employer
}

/** Who recruits for an employer, as far as that is settled before anybody says it. */
const recruitsFor = (actor: Actor, employer: ICompany) => {
  if (actor.role === 'manager' || actor.role === 'recruiter') return actor.companyId!
  return isInHouse(employer) ? employer.id : employer.servedBy?.id
}

/**
 * The two companies of a new job. Throws 400 for an employer that is not the actor's to post for, and for a staffing
 * company that is missing, unknown, or another than the one that serves the employer.
 */
export const partiesOf = async (
  em: EntityManager,
  actor: Actor,
  { companyId, staffingCompanyId }: Pick<CreateInput, 'companyId' | 'staffingCompanyId'>,
) => {
  const company = await employerOf(em, actor, companyId)
  const settled = recruitsFor(actor, company)
  if (settled && staffingCompanyId && settled !== staffingCompanyId) throw noSuch('/staffingCompanyId')
  const id = settled ?? staffingCompanyId
  if (!id)
    throw invalidField(
      '/staffingCompanyId',
      'required',
      'No company recruits for this employer yet: name one.',
    )
  const staffingCompany = await em.findOne(Company, settled ? { id } : { id, kind: 'staffing' })
  if (!staffingCompany) throw noSuch('/staffingCompanyId')
  return { company, staffingCompany }
}
