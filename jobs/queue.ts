import { fromKysely, PgBoss, type Db } from 'pg-boss'
import type { EntityManager } from '@mikro-orm/postgresql'
import { catalog, jobNames, type Job, type JobName } from './catalog.ts'

let boss: PgBoss | undefined

/** Opens the queue for sending. The worker opens its own with `work: true`, which also runs timers and upkeep. */
export const openQueue = async (
  url: string,
  { work = false, onError }: { work?: boolean; onError: (error: Error) => void },
) => {
  const opened = new PgBoss({
    connectionString: url,
    max: work ? 5 : 2,
    migrate: work,
    createSchema: work,
    supervise: work,
    schedule: work,
    useListenNotify: work,
  })
  opened.on('error', onError)
  await opened.start()
  if (!work) boss = opened
  return opened
}

/** Makes every queue and schedule of the catalog. Safe to run by several processes at once. */
export const installQueues = async (queue: PgBoss) => {
  for (const name of jobNames) {
    const job: Job = catalog[name]
    await queue.createQueue(name, {
      notify: job.awaited ?? false,
      retryLimit: job.retryLimit,
      retryDelay: job.retryDelay,
      retryBackoff: job.retryDelay > 0,
    })
    if (job.cron) await queue.schedule(name, job.cron, {}, { tz: 'UTC' })
  }
}

/** Puts a job into the caller's transaction: it exists when that commits, and not otherwise. */
export const enqueue = async (em: EntityManager, name: JobName, data: object) => {
  if (!boss) throw new Error('The queue is not open: call openQueue first.')
  await boss.send(name, data, { db: fromKysely(em.getKysely()) as Db })
}
