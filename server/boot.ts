import path from 'node:path'
import pg from 'pg'
import { openDatabase } from '../db/database.ts'
import { databaseName, startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { seedDemo } from '../db/seeds/demo.ts'
import { openSender } from '../jobs/queue.ts'
import { refuseDemoAccounts } from './accounts/demo.ts'
import { now } from './clock.ts'
import { followDemoClock } from './demo-clock/follow.ts'
import { catchUp } from './demo-clock/place.ts'
import { env } from './env.ts'
import { logger } from './logger.ts'
import { openSentry } from './operation/sentry.ts'
import { closeRedis } from './redis.ts'

/** Two processes may both find it missing; whoever comes second finds it made. */
const createDatabase = async (url: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${databaseName}`)
  } catch (error) {
    if (!['42P04', '23505'].includes((error as pg.DatabaseError).code ?? '')) throw error
  } finally {
    await client.end()
  }
}

/** The server given in DATABASE_URL, or the embedded one, started if it does not run. */
const findServer = async () => {
  const { DATABASE_URL, DATA_DIR } = env()
  if (DATABASE_URL) return { url: DATABASE_URL, embedded: undefined }
  const embedded = await startEmbedded(path.resolve(DATA_DIR), { log: line => logger().info(line) })
  await createDatabase(embedded.url('postgres'))
  return { url: embedded.url(databaseName), embedded }
}

/**
 * What web and worker both stand on: the database, migrated, and the queue. `close` stops the embedded server unless
 * somebody else is connected: whoever leaves last turns off the light, also where another process turned it on.
 */
export const boot = async () => {
  const onError = (error: Error) => logger().warn({ err: error }, 'lost a connection to the database')
  await openSentry()
  const { url, embedded } = await findServer()
  const database = await openDatabase(url, { max: env().DATABASE_POOL, onError })
  const migrations = await migrate(database, onError)
  if (migrations.length) logger().info({ migrations }, 'migrated the database')
  if (env().demo && (await seedDemo(database, { now: now() })))
    logger().info('filled the empty database with the demo')
  if (env().NODE_ENV === 'production') await refuseDemoAccounts()
  if (env().demo) await catchUp()
  const stopFollowing = env().demo ? followDemoClock() : undefined
  const queue = await openSender(url, onError)
  return {
    url,
    /** Names of the migrations that this start applied. */
    migrations,
    close: async () => {
      await stopFollowing?.()
      await queue.stop({ graceful: false })
      closeRedis()
      await database.close()
      if (embedded && (await isAlone(embedded.url('postgres')))) await embedded.stop()
    },
  }
}

const isAlone = async (url: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ others: string }>(
      `select count(*) as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    return Number(rows[0]!.others) === 0
  } finally {
    await client.end()
  }
}
