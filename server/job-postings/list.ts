import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { database, sqlOf } from '../../db/database.ts'
import { JobPosting, type IJobPosting } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage } from '../cursor.ts'
import { invalidField } from '../errors.ts'
import { stageCounts } from './counts.ts'
import { whereOf } from './filters.ts'
import { cutOf, hasOwnJobs, policy, publicScope } from './policy.ts'
import { presentJobPostings, presentPublicJob } from './presenter.ts'
import type { JobListQuery } from './schema.ts'

/** When a job was posted: for the public when it opened, for those whose business it is when it was made. */
type PostedAt = 'openedAt' | 'createdAt'

/** The rows after this one. Its instant is kept to the millisecond, as it is given. */
const beyond = (key: PostedAt, [at, id]: string[], direction: 'asc' | 'desc'): FilterQuery<IJobPosting> => {
  const [than, orAt] = direction === 'asc' ? (['$gt', '$gte'] as const) : (['$lt', '$lte'] as const)
  const instant = new Date(at!)
  return { [key]: { [orAt]: instant }, $or: [{ [key]: { [than]: instant } }, { id: { [than]: id! } }] }
}

const present = async (em: EntityManager, actor: Actor, jobs: IJobPosting[]) => {
  const cut = cutOf(actor)
  const presented = await presentJobPostings(em, jobs, cut)
  if (cut === 'agency') return presented
  const ids = jobs.map(job => job.id)
  const counts = await stageCounts(sqlOf(em), ids, cut)
  return presented.map(job => ({ ...job, counts: counts.get(job.id) }))
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
      populate: ['company', 'staffingCompany'],
      strategy: 'select-in',
      orderBy: { [key]: direction, id: direction },
      limit: page.limit + 1,
    },
  )
  const { rows, nextCursor } = cutPage(page, found, job => [job[key]!.toISOString(), job.id])
  return {
    data: insider ? await present(em, insider, rows) : rows.map(presentPublicJob),
    page: { nextCursor },
    total: await em.count(JobPosting, where),
  }
}
