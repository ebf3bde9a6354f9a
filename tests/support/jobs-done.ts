import { catalog, type Job } from '../../jobs/catalog.ts'
import { until } from './wait.ts'

/** What is done because of something that happened, and not by the clock. */
export const caused = Object.entries<Job>(catalog).flatMap(([name, { cron }]) => (cron ? [] : [name]))

/** Waits until all that the jobs had to do is done, and what came of it as well. */
export const jobsDone = ({
  sql,
}: {
  sql: (text: string, params: unknown[]) => Promise<Record<string, unknown>[]>
}) =>
  until(
    'no job is left to do',
    async () => {
      const open = await sql(
        `select from pgboss.job
         where name = any($1::text[]) and state in ('created', 'retry', 'active') and start_after <= now() limit 1`,
        [caused],
      )
      return open.length === 0
    },
    60_000,
  )
