import type { FilterQuery } from '@mikro-orm/postgresql'
import { database } from '../../db/database.ts'
import { JobPosting, type IJobPosting } from '../../db/entities/job-posting.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage } from '../cursor.ts'
import { countUpTo } from '../count.ts'
import { invalidField } from '../errors.ts'
import { stageCounts } from './counts.ts'
import { whereOf } from './filters.ts'
import { cutOf, hasOwnJobs, policy, publicScope } from './policy.ts'
import { presentJob, presentPublicJob } from './presenter.ts'
import { jobRows } from './queries.ts'
import type { JobListQuery } from './schema.ts'

/** When a job was posted: for the public when it opened, for those whose business it is when it was made. */
type PostedAt = 'openedAt' | 'createdAt'

/** The rows after this one. Its instant is kept to the millisecond, as it is given. */
const beyond = (key: PostedAt, [at, id]: string[], direction: 'asc' | 'desc'): FilterQuery<IJobPosting> => {
  const [than, orAt] = direction === 'asc' ? (['$gt', '$gte'] as const) : (['$lt', '$lte'] as const)
  const instant = new Date(at!)
  return { [key]: { [orAt]: instant }, $or: [{ [key]: { [than]: instant } }, { id: { [than]: id! } }] }
}

const present = async (actor: Actor | null, ids: string[]) => {
  if (!actor) return (await jobRows(pooled, ids)).map(presentPublicJob)
  const cut = cutOf(actor)
  if (cut === 'agency') return (await jobRows(pooled, ids)).map(presentJob.agency)
  const [rows, counts] = await Promise.all([jobRows(pooled, ids), stageCounts(pooled, ids, cut)])
  return rows.map(row => ({ ...presentJob[cut](row), counts: counts.get(row.id) }))
}

/**
 * The staff's, a client's or an agency's own jobs, cut for them; for everybody else the open ones. Newest first.
 * Throws 400 for a filter that is not for this reader.
 */
export const listJobPostings = async (actor: Actor | null, query: JobListQuery, now: Date) => {
  const page = readPage('jobs', query)
  const { sort, ...filters } = page.filters
  const insider = actor && hasOwnJobs(actor) ? actor : null
  for (const name of ['status', 'assigned'] as const)
    if (!insider && filters[name] !== undefined)
      throw invalidField(`/query/${name}`, 'not_for_you', 'This is a filter for jobs of your own.')

  const em = database().orm.em.fork()
  const key: PostedAt = insider ? 'createdAt' : 'openedAt'
  const direction = sort === 'postedAt' ? 'asc' : 'desc'
  const where = { $and: [insider ? policy.scope(insider) : publicScope(now), ...whereOf(filters, insider)] }
  const found = await em.find(
    JobPosting,
    page.after ? { $and: [where, beyond(key, page.after, direction)] } : where,
    {
      fields: ['id', key],
      orderBy: { [key]: direction, id: direction },
      limit: page.limit + 1,
    },
  )
  const { rows, nextCursor } = cutPage(page, found, job => [job[key]!.toISOString(), job.id])
  const ids = rows.map(({ id }) => id)
  const [data, total] = await Promise.all([present(insider, ids), countUpTo(em, JobPosting, where)])
  return { data, page: { nextCursor }, total }
}
