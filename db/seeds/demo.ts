import type { EntityManager } from '@mikro-orm/postgresql'
import { hashPassword } from 'better-auth/crypto'
import { sqlOf, type Database } from '../database.ts'
import { User } from '../entities/user.ts'
import { newId } from '../new-id.ts'
import { demoAccounts, demoPassword } from './accounts.ts'
import { writeTogether } from './together.ts'
import { buildWorld } from './world.ts'

/** Any number, the same for every process of the product, and another than the migration's. */
const seedLock = 4_713_903

/**
 * Fills a database that nobody uses yet with the demo: companies, people, postings and their boards, as after two
 * months of work. It is written around the commands, since none of it is to reach anybody as a mail or an event.
 * @returns whether it did; false when there are people already
 */
export const seedDemo = ({ orm }: Pick<Database, 'orm'>, { now }: { now: Date }): Promise<boolean> =>
  orm.em.fork().transactional(async em => {
    // Web and worker start at once. The second waits for the first, longer than others wait for a lock.
    await em.execute('set local lock_timeout = 0')
    await em.execute('select pg_advisory_xact_lock(?)', [seedLock])
    if (await em.count(User)) return false
    buildWorld(em, now)
    await em.flush()
    await writeTogether(sqlOf(em), now)
    await giveAccounts(em)
    return true
  })

/** What better-auth wants for signing in with a password. All accounts share one, so it is hashed once. */
const giveAccounts = async (em: EntityManager) => {
  const password = await hashPassword(demoPassword)
  const people = await em.find(User, { email: { $in: demoAccounts.map(({ email }) => email) } })
  const accounts = people.map(({ id }) => ({
    id: newId(),
    user_id: id,
    account_id: id,
    provider_id: 'credential',
    password,
  }))
  await sqlOf(em).insertInto('account').values(accounts).execute()
}
