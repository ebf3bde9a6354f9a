import { openQueue } from '../../jobs/queue.ts'

type Sql = (text: string) => Promise<unknown>

/**
 * As if time had passed for what dead workers left behind: their jobs are taken for dead, what is to be tried again is
 * due, and their claims are old enough to ask the provider about. For when no worker lives.
 */
export const letQueuesAge = async (url: string, sql: Sql) => {
  await sql(`update pgboss.job set started_on = started_on - interval '1 hour' where state = 'active'`)
  await sql(`update effect set claimed_at = claimed_at - interval '1 hour' where done_at is null`)
  await sql(`update pgboss.queue set monitor_on = null, monitor_claim_on = null`)
  const queue = await openQueue(url, { work: true, supervise: false, onError: () => {} })
  await queue.supervise()
  await queue.stop({ graceful: false })
  await sql(`update pgboss.job set start_after = now() where state = 'retry'`)
}
