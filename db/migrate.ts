import pg from 'pg'
import { installQueues, openQueue } from '../jobs/queue.ts'
import type { Database } from './database.ts'

/** Any number, the same for every process of the product. */
const migrationLock = 4_713_902

/**
 * Brings the schema and the queues up to date. MikroORM does not lock: of two processes migrating at once one would
 * fail, so an advisory lock on a connection of its own lets one go first and the others find nothing left to do.
 */
export const migrate = async ({ url, orm }: Database, onError: (error: Error) => void) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const done = await orm.migrator.up()
    const queue = await openQueue(url, { work: true, supervise: false, onError })
    await installQueues(queue)
    await queue.stop({ graceful: false })
    return done.map(({ name }) => name)
  } finally {
    await client.end()
  }
}
