import type { FilterQuery } from '@mikro-orm/postgresql'
import { database } from '../../db/database.ts'
import { User, type IUser } from '../../db/entities/user.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage } from '../cursor.ts'
import { containing } from '../like.ts'
import { presentFor } from './answer.ts'
import { policy } from './policy.ts'
import type { UserListQuery } from './schema.ts'

/** The people this actor may see, the newest first, page by page, and how many there are in all. */
export const listUsers = async (actor: Actor, query: UserListQuery) => {
  const page = readPage('users', query)
  const { role, companyId, q } = page.filters
  const [after] = page.after ?? []
  const em = database().orm.em.fork()
  const all: FilterQuery<IUser> = {
    $and: [
      policy.scope(actor),
      role ? { role: { $in: role } } : {},
      companyId ? { company: companyId } : {},
      q ? { $or: [{ name: { $ilike: containing(q) } }, { email: { $ilike: containing(q) } }] } : {},
    ],
  }
  const total = await em.count(User, all)
  const found = await em.find(User, after === undefined ? all : { $and: [all, { id: { $lt: after } }] }, {
    populate: ['company'],
    strategy: 'select-in',
    orderBy: { id: 'desc' },
    limit: page.limit + 1,
  })
  const { rows, nextCursor } = cutPage(page, found, user => [user.id])
  return { data: rows.map(user => presentFor(actor, user)), page: { nextCursor }, total }
}
