import { PgBoss } from 'pg-boss'
import type { Sender } from '../db/statement.ts'
import { impatientSocket } from '../db/pool.ts'
import { catalog, jobNames, type Job, type JobName } from './catalog.ts'

let sender: PgBoss | undefined

interface Opening {
  /** Works the queues: listens, and may change pg-boss's schema. Otherwise it only sends. */
  work?: boolean
  /** Runs timers and upkeep beside the work. */
  supervise?: boolean
  onError: (error: Error) => void
}

export const openQueue = async (url: string, { work = false, supervise = work, onError }: Opening) => {
  // What pg-boss does not know it hands on to pg.
  const line = { connectionString: url, stream: impatientSocket(20_000) }
  const queue = new PgBoss({
    ...line,
    max: work ? 5 : 2,
    migrate: work,
    createSchema: work,
    supervise,
    schedule: supervise,
    useListenNotify: work && supervise,
  })
  queue.on('error', onError)
  await queue.start()
  return queue
}

/** Opens the queue of this process for `enqueue`. */
export const openSender = async (url: string, onError: (error: Error) => void) => {
  sender = await openQueue(url, { onError })
  return sender
}

/** A job that has not ended by then is taken for dead, with its worker, and tried again. The ledger keeps effects single. */
const longestSeconds = 60

const daySeconds = 24 * 60 * 60
/** For how long a job can be looked up once it is done or given up, in days. Sweeps come by the minute, and tell little. */
const keptDays = { caused: 7, timed: 1 }

/** Makes every queue and schedule of the catalog, and gives them the options of today. Safe to run by several at once. */
export const installQueues = async (queue: PgBoss) => {
  for (const name of jobNames) {
    const job: Job = catalog[name]
    const options = {
      notify: job.awaited ?? false,
      retryLimit: job.retryLimit,
      retryDelay: job.retryDelay,
      retryBackoff: job.retryDelay > 0,
      expireInSeconds: job.longest ?? longestSeconds,
      deleteAfterSeconds: (job.cron ? keptDays.timed : keptDays.caused) * daySeconds,
    }
    await queue.createQueue(name, options)
    // One that is there already is left as it was made.
    await queue.updateQueue(name, options)
    if (job.cron) await queue.schedule(name, job.cron, {}, { tz: 'UTC' })
  }
}

/** Puts jobs into the caller's transaction: they exist when that commits, and not otherwise. */
export const enqueue = async ({ send }: Sender, name: JobName, jobs: object[]) => {
  if (!sender) throw new Error('The queue is not open: call openSender first.')
  const executeSql = async (text: string, values: unknown[] = []) => ({
    rows: await send({ name: `enqueue ${name}`, text, values }),
  })
  await sender.insert(
    name,
    jobs.map(data => ({ data })),
    { db: { executeSql } },
  )
}
