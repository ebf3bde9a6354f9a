import { jobNames } from '../../jobs/catalog.ts'

/** A queue of the catalog, as the database has it. */
export interface QueueState {
  name: string
  /** Jobs that are due and not begun. */
  due: number
  /** How long the first of them has been due, in s. */
  oldest: number
  /** Jobs given up and still kept (a week), as the worker counted them last. */
  failed: number
  /** When a worker last looked after this queue: about once a minute while one is alive. */
  tended_at: Date | null
  /** Mails, of all queues, that were begun over a minute ago and neither sent nor given up. The same in every row. */
  unresolved: number
  /** Those of invoices and offers of which nobody can say whether they went out. The same in every row. */
  unknown: number
}

type Query = (text: string, values: unknown[]) => Promise<{ rows: QueueState[] }>

/** The queues that exist, in one query that reads of the jobs only those which are due. Throws if there are no tables. */
export const readQueues = async (query: Query) => {
  const { rows } = await query(
    `select q.name, count(j.id)::int as due, q.failed_count as failed, q.monitor_on as tended_at,
       coalesce(extract(epoch from now() - min(j.start_after)), 0)::float8 as oldest,
       (select count(*) from effect
         where done_at is null and unknown_at is null and claimed_at < now() - interval '1 minute')::int as unresolved,
       (select count(*) from effect where done_at is null and unknown_at is not null)::int as unknown
     from pgboss.queue q left join pgboss.job j
       on j.name = q.name and j.state < 'active' and not j.blocked and j.start_after <= now()
     where q.name = any($1) group by q.name order by q.name`,
    [jobNames],
  )
  return rows
}
