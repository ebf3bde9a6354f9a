import type { PgBoss } from 'pg-boss'
import { reportFault } from '../server/faults.ts'
import { logger } from '../server/logger.ts'
import { catalog, jobNames, type Job, type JobName } from './catalog.ts'
import { handlers } from './handlers.ts'
import { openQueue } from './queue.ts'

/**
 * One queue's worker. A batch of many, results job by job: a worker fetches one batch per polling interval, and one
 * throw would fail the whole of it otherwise.
 */
const work = (queue: PgBoss, name: JobName) =>
  queue.work(
    name,
    {
      batchSize: 20,
      burstWhenBatchFull: true,
      perJobResults: true,
      pollingIntervalSeconds: 0.5,
      // Retries are not notified, and by default an awaited queue is polled every 30 s only.
      ...((catalog[name] as Job).awaited && { notifyPollingIntervalSeconds: 2 }),
    },
    jobs =>
      Promise.all(
        jobs.map(async job => {
          try {
            await handlers[name](job.data)
            return { id: job.id, status: 'completed' as const }
          } catch (error) {
            reportFault(error, 'a job failed', { job: name, jobId: job.id })
            return { id: job.id, status: 'failed' as const, output: { message: String(error) } }
          }
        }),
      ),
  )

/** Works every queue of the catalog until stopped; a running job is waited for. */
export const startWorker = async (url: string) => {
  const queue = await openQueue(url, {
    work: true,
    onError: error => logger().warn({ err: error }, 'the queue lost its database'),
  })
  for (const name of jobNames) await work(queue, name)
  return { stop: () => queue.stop({ graceful: true, timeout: 10_000 }) }
}
