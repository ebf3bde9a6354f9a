import type { EntityManager } from '@mikro-orm/postgresql'
import { Company, type ICompany } from '../../db/entities/company.ts'
import { invalidField } from '../errors.ts'

/** The company that is to serve this one: a staffing company, or itself. Throws 400 for any other. */
export const servedByOf = async (
  em: EntityManager,
  company: Pick<ICompany, 'id'>,
  servedById: string | null,
) => {
  if (servedById === null) return null
  const servedBy = await em.findOne(Company, { id: servedById })
  if (!servedBy || (servedBy.kind !== 'staffing' && servedBy.id !== company.id))
    throw invalidField('/servedById', 'not_found', 'There is no such staffing company.')
  return servedBy
}
