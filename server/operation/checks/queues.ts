import type pg from 'pg'
import { jobNames } from '../../../jobs/catalog.ts'
import { readQueues } from '../queue-state.ts'
import { connected } from './connection.ts'
import { findings, type Finding } from './finding.ts'

/** A worker looks after each queue once a minute; not seen for so long (s), none is alive. */
const longestUntended = 180
/** A job that has been due for longer than this (s) waits for a worker that does not come. */
const longestDue = 300

const inWords = (seconds: number) =>
  seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60).toLocaleString('en')} min`

const startWorker = 'Start one: npm run worker (npm start has one built in).'

/** Whether the queues are there, somebody works them, and nothing was left lying. */
export const checkQueues = (url: string) =>
  connected(url, async (client): Promise<Finding[]> => {
    const { good, warning, wrong } = findings('Queues')
    const there = await client.query<{ there: boolean }>(
      `select to_regclass('pgboss.queue') is not null as there`,
    )
    if (!there.rows[0]!.there) return wrong('pg-boss has no tables yet.', 'Run npm run migrate.')
    const queues = await readQueues((text, values) => client.query(text, values))
    const missing = jobNames.filter(name => !queues.some(queue => queue.name === name))
    if (missing.length) return wrong(`missing: ${missing.join(', ')}.`, 'Run npm run migrate.')

    const found: Finding[] = []
    const oldest = queues.toSorted((a, b) => b.oldest - a.oldest)[0]!
    const due = queues.reduce((sum, queue) => sum + queue.due, 0)
    if (oldest.oldest > longestDue)
      found.push(
        ...warning(`a job of ${oldest.name} has been due for ${inWords(oldest.oldest)}.`, startWorker),
      )
    else
      found.push(
        ...good(due ? `${due} jobs are due, the first for ${inWords(oldest.oldest)}.` : 'no job is due.'),
      )
    const failed = queues.filter(queue => queue.failed > 0)
    if (failed.length)
      found.push(
        ...warning(
          `given up in the last week: ${failed.map(queue => `${queue.name} ${queue.failed}`).join(', ')}.`,
          'See why at /admin/queues, and try them again there.',
        ),
      )
    const { unresolved } = oldest
    if (unresolved)
      found.push(
        ...findings('Mail').warning(
          `${unresolved} mails may or may not have gone out.`,
          'A worker settles them by asking Postmark: see that one runs and that POSTMARK_TOKEN is right.',
        ),
      )
    if (oldest.unknown) found.push(...(await unknownMails(client)))
    return [...found, ...worker(queues.map(queue => queue.tended_at))]
  })

const mostNamed = 5

/** Invoices and offers that may have gone out: by their keys, which say of what they are. */
const unknownMails = async (client: pg.Client): Promise<Finding[]> => {
  const { rows } = await client.query<{ key: string }>(
    'select key from effect where done_at is null and unknown_at is not null order by unknown_at',
  )
  const named = rows.slice(0, mostNamed).map(({ key }) => key)
  const more = rows.length > mostNamed ? ` and ${rows.length - mostNamed} more` : ''
  return findings('Mail').warning(
    `of these nobody can say whether they went out, and they are not sent again: ${named.join(', ')}${more}.`,
    'See in Postmark’s activity, or ask who was to get it. If it went out, set done_at of its row in the table effect; if not, delete the row and try its job again at /admin/queues.',
  )
}

const worker = (tended: (Date | null)[]): Finding[] => {
  const { good, warning } = findings('Worker')
  const last = Math.max(...tended.map(at => at?.getTime() ?? 0))
  if (!last)
    return warning('none has looked after the queues yet.', `${startWorker} It shows within a minute.`)
  const ago = (Date.now() - last) / 1_000
  return ago > longestUntended
    ? warning(`none has looked after the queues for ${inWords(ago)}.`, startWorker)
    : good(`one looked after the queues ${inWords(Math.max(0, ago))} ago.`)
}
