import type { EntityManager } from '@mikro-orm/postgresql'
import { hashPassword } from 'better-auth/crypto'
import type { Database } from '../database.ts'
import { User } from '../entities/user.ts'
import { newId } from '../new-id.ts'
import { demoAccounts, demoPassword } from './accounts.ts'
import { buildWorld } from './world.ts'

/** Any number, the same for every process of the product, and another than the migration's. */
const seedLock = 4_713_903

/**
 * Fills a database that nobody uses yet with the demo: companies, people, postings and their boards, as if they had
 * worked with it for two months. It is written around the commands, since nobody is to get mail or see events of it.
 * @returns whether it did; false when there are people already
 */
export const seedDemo = ({ orm }: Database, { now }: { now: Date }): Promise<boolean> =>
  orm.em.fork().transactional(async em => {
    // Web and worker start at once: the second waits for the first, longer than others wait for a lock
    await em.execute('set local lock_timeout = 0')
    await em.execute('select pg_advisory_xact_lock(?)', [seedLock])
    if (await em.count(User)) return false
    buildWorld(em, now)
    await em.flush()
    await giveAccounts(em)
    return true
  })

/** What better-auth needs for signing in with a password. All accounts share one, so it is hashed once. */
const giveAccounts = async (em: EntityManager) => {
  const hash = await hashPassword(demoPassword)
  for (const { id } of await em.find(User, { email: { $in: demoAccounts.map(({ email }) => email) } }))
    await em.execute(
      `insert into account (id, user_id, account_id, provider_id, password) values (?, ?, ?, 'credential', ?)`,
      [newId(), id, id, hash],
    )
}
