import { database } from '../../db/database.ts'
import { Company } from '../../db/entities/company.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage } from '../cursor.ts'
import { containing } from '../like.ts'
import { policy } from './policy.ts'
import { presentCompany } from './presenter.ts'
import { findCompany } from './queries.ts'
import type { CompanyListQuery } from './schema.ts'

/** One company; 404 unless the actor may see it. */
export const readCompany = async (actor: Actor, id: string) =>
  presentCompany(await findCompany(database().orm.em.fork(), actor, id))

/** The companies that the actor may see, by name. */
export const listCompanies = async (actor: Actor, query: CompanyListQuery) => {
  const page = readPage('companies', query)
  const { kind, q } = page.filters
  const [name, id] = page.after ?? []
  const found = await database()
    .orm.em.fork()
    .find(
      Company,
      {
        $and: [
          policy.scope(actor),
          kind ? { kind } : {},
          q ? { name: { $ilike: containing(q) } } : {},
          name !== undefined && id !== undefined
            ? { $or: [{ name: { $gt: name } }, { name, id: { $gt: id } }] }
            : {},
        ],
      },
      {
        populate: ['servedBy'],
        strategy: 'select-in',
        orderBy: { name: 'asc', id: 'asc' },
        limit: page.limit + 1,
      },
    )
  const { rows, nextCursor } = cutPage(page, found, company => [company.name, company.id])
  return { data: rows.map(presentCompany), page: { nextCursor } }
}
