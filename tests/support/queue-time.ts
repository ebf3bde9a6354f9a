import { openQueue } from '../../jobs/queue.ts'

type Sql = (text: string, params?: unknown[]) => Promise<unknown>

/**
 * As if time had passed for what dead workers left behind: their jobs are taken for dead, what is to be tried again is
 * due, and their claims are old enough to ask the provider about. `olderThan`, in s, spares what a living one is at.
 */
export const letQueuesAge = async (url: string, sql: Sql, { olderThan = 0 } = {}) => {
  const old = `now() - make_interval(secs => $1)`
  await sql(
    `update pgboss.job set started_on = started_on - interval '1 hour' where state = 'active' and started_on < ${old}`,
    [olderThan],
  )
  await sql(
    `update effect set claimed_at = claimed_at - interval '1 hour' where done_at is null and claimed_at < ${old}`,
    [olderThan],
  )
  await sql(`update pgboss.queue set monitor_on = null, monitor_claim_on = null`)
  const queue = await openQueue(url, { work: true, supervise: false, onError: () => {} })
  await queue.supervise()
  await queue.stop({ graceful: false })
  await sql(`update pgboss.job set start_after = now() where state = 'retry'`)
}
