import { sql } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage, type Page } from '../cursor.ts'
import { countUpTo } from '../count.ts'
import { invalidField } from '../errors.ts'
import { shareReading } from '../gather.ts'
import { stageCounts } from './counts.ts'
import { whereOf } from './filters.ts'
import { cutOf, hasOwnJobs, policy, publicScope, type Where } from './policy.ts'
import { presentJob, presentPublicJob } from './presenter.ts'
import { jobRowsWhere, type JobRow } from './queries.ts'
import type { JobListQuery } from './schema.ts'

/** When a job was posted: for the public when it opened, for those whose business it is when it was made. */
type PostedAt = 'opened_at' | 'created_at'

/** The rows after this one. Its instant is kept to the millisecond, as it is given. */
const beyond = (key: PostedAt, [at, id]: string[], direction: 'asc' | 'desc'): Where =>
  sql`(${sql.ref(`j.${key}`)}, j.id) ${sql.raw(direction === 'asc' ? '>' : '<')} (${new Date(at!)}, ${id!})`

const present = async (actor: Actor | null, rows: JobRow[]) => {
  if (!actor) return rows.map(presentPublicJob)
  const cut = cutOf(actor)
  if (cut === 'agency') return rows.map(presentJob.agency)
  const ids = rows.map(({ id }) => id)
  const counts = await stageCounts(pooled, ids, cut)
  return rows.map(row => ({ ...presentJob[cut](row), counts: counts.get(row.id) }))
}

interface Asked {
  actor: Actor | null
  page: Page<Omit<JobListQuery, 'limit' | 'cursor'>>
  now: Date
}

const readList = async ({ actor, page, now }: Asked) => {
  const { sort, ...filters } = page.filters
  const key: PostedAt = actor ? 'created_at' : 'opened_at'
  const direction = sort === 'postedAt' ? 'asc' : 'desc'
  const scope = actor ? policy.scope(actor) : publicScope(now)
  const where: Where = sql.join([scope, ...whereOf(filters, actor)], sql` and `)
  const [found, total] = await Promise.all([
    jobRowsWhere(page.after ? sql`${where} and ${beyond(key, page.after, direction)}` : where, {
      by: key,
      direction,
      limit: page.limit + 1,
    }),
    countUpTo(sqlOf(database().orm.em.fork()), sql`select from job_posting j where ${where}`),
  ])
  const { rows, nextCursor } = cutPage(page, found, row => [row[key]!.toISOString(), row.id])
  return { data: await present(actor, rows), page: { nextCursor }, total }
}

/** What is open is the same for all strangers, so a crowd that asks for one page at once is answered from one reading. */
const readPublicList = shareReading(readList)

/**
 * The staff's, a client's or an agency's own jobs, cut for them; for everybody else the open ones. Newest first.
 * Throws 400 for a filter that is not for this reader.
 */
export const listJobPostings = async (actor: Actor | null, query: JobListQuery, now: Date) => {
  const page = readPage('jobs', query)
  if (actor && hasOwnJobs(actor)) return readList({ actor, page, now })
  for (const name of ['status', 'assigned'] as const)
    if (page.filters[name] !== undefined)
      throw invalidField(`/query/${name}`, 'not_for_you', 'This is a filter for jobs of your own.')
  return readPublicList(JSON.stringify(page), { actor: null, page, now })
}
