import { Gauge } from 'prom-client'
import type { QueryConfig } from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { database } from '../../db/database.ts'
import { logger } from '../logger.ts'
import { registry } from '../metrics.ts'
import { whyNotReady } from './health.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { readQueues, type QueueState } from './queue-state.ts'

const registers = [registry]
const gauge = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
  new Gauge({ name, help, labelNames, registers })

const ready = gauge(
  'hirewire_ready',
  '1 if this node takes requests and its database answers, as /readyz says.',
)
const connections = gauge(
  'hirewire_pool_connections',
  'Connections of this node to the database: all of them, and those that are idle.',
  ['state'],
)
const waiting = gauge('hirewire_pool_waiting', 'Who waits on this node for a connection to the database.')

// What follows is true of the whole installation, and told alike by every node.
const due = gauge('hirewire_jobs_due', 'Jobs that are due and not begun.', ['queue'])
const oldest = gauge(
  'hirewire_jobs_oldest_seconds',
  'How long the first of these jobs has been due; 0 if there is none.',
  ['queue'],
)
const failed = gauge('hirewire_jobs_failed', 'Jobs given up in the last week, counted once a minute.', [
  'queue',
])
const unresolved = gauge(
  'hirewire_mail_effects_unresolved',
  'Mails begun over a minute ago and neither sent nor given up.',
)
const unknown = gauge(
  'hirewire_mail_effects_unknown',
  'Mails of invoices and offers of which nobody can say whether they went out: they are not sent again.',
)

/** Whoever reads the figures waits this long for the database, in ms. */
const patienceMs = 1_500

const query = (text: string, values: unknown[]) => {
  const config: QueryConfig & { query_timeout: number } = { text, values, query_timeout: patienceMs }
  return database().pool.query<QueueState>(config)
}

const queuesNow = oneAtATime(() =>
  readQueues(query).catch((error: unknown) => {
    logger().warn({ err: error }, 'no figures of the queues')
    return []
  }),
)

const lookAtQueues = async () => {
  const queues = await Promise.race([queuesNow(), sleep(patienceMs, [], { ref: false })])
  // While the database is away the last figures would look like today's.
  for (const figure of [due, oldest, failed]) figure.reset()
  unresolved.remove({})
  unknown.remove({})
  for (const queue of queues) {
    due.set({ queue: queue.name }, queue.due)
    oldest.set({ queue: queue.name }, queue.oldest)
    failed.set({ queue: queue.name }, queue.failed)
    unresolved.set(queue.unresolved)
    unknown.set(queue.unknown)
  }
}

const lookAtReadiness = async () => ready.set((await whyNotReady()) === undefined ? 1 : 0)

/** Brings the gauges of readiness, pool and queues up to date. Takes two seconds at most, also without a database. */
export const readDatabaseFigures = async () => {
  const { totalCount, idleCount, waitingCount } = database().pool
  connections.set({ state: 'total' }, totalCount)
  connections.set({ state: 'idle' }, idleCount)
  waiting.set(waitingCount)
  await Promise.all([lookAtQueues(), lookAtReadiness()])
}
