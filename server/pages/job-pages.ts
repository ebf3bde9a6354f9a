import type { Request } from 'express'
import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import { Application } from '../../db/entities/application.ts'
import { moneyWords } from '../../templates/web/words.ts'
import type { Actor } from '../actor.ts'
import { now } from '../clock.ts'
import { listJobPostings } from '../job-postings/list.ts'
import { hasOwnJobs, takesApplications } from '../job-postings/policy.ts'
import type { presentPublicJob } from '../job-postings/presenter.ts'
import { isOwnJob, seekJob } from '../job-postings/queries.ts'
import { readJobPosting } from '../job-postings/read.ts'
import { jobListQuery } from '../job-postings/schema.ts'
import { mutersOf } from '../preferences/queries.ts'
import { parseInput } from '../route.ts'
import { idOf, page } from './page.ts'

type PublicJob = ReturnType<typeof presentPublicJob>

const typeLabels: Record<string, string> = {
  full_time: 'Full time',
  part_time: 'Part time',
  contract: 'Contract',
  internship: 'Internship',
  temporary: 'Temporary',
}

/** `from €52,000`, `€52,000 to €60,000`, each of a year. */
const salaryWords = (salary: PublicJob['salary']) => {
  if (!salary) return null
  const { min, max, currency } = salary
  const [from, to] = [min, max].map(amount => (amount === null ? null : moneyWords({ amount, currency })))
  const words = from && to ? `${from} to ${to}` : from ? `from ${from}` : to ? `up to ${to}` : null
  return words && `${words} a year`
}

/** A job in the words of its pages. Whatever is not written down here is on none of them. */
const present = (job: PublicJob) => ({
  id: job.id,
  title: job.title,
  company: job.company.name,
  place: [job.location, job.remote ? 'Remote' : null].filter(Boolean).join(' · ') || null,
  type: typeLabels[job.type] ?? job.type,
  level: job.level,
  salary: salaryWords(job.salary),
  skills: job.skills,
  openedAt: job.openedAt,
  deadline: job.deadline,
})

const filterNames = ['title', 'location', 'remote', 'type'] as const

/** The filters in the address that are filled in; what else stands there is nobody's business here. */
const filtersOf = ({ query }: Request) =>
  Object.fromEntries(
    filterNames.flatMap(name => {
      const value = query[name]
      return typeof value === 'string' && value.trim() ? [[name, value.trim()]] : []
    }),
  )

const showList = async (request: Request) => {
  const given = filtersOf(request)
  const { cursor } = request.query
  const query = parseInput(jobListQuery, { ...given, ...(cursor ? { cursor } : {}) })
  // The public's list for everybody: those with jobs of their own have them on their boards.
  const { data, page, total } = await listJobPostings(null, query, now())
  const next = page.nextCursor && new URLSearchParams({ ...given, cursor: page.nextCursor }).toString()
  return {
    jobs: data.map(present),
    total,
    filters: { title: given.title ?? '', location: given.location ?? '', remote: given.remote === 'true' },
    types: Object.entries(typeLabels).map(([value, label]) => ({
      value,
      label,
      chosen: value === given.type,
    })),
    isFiltered: Object.keys(given).length > 0,
    firstHref: cursor ? `/jobs?${new URLSearchParams(given).toString()}` : null,
    nextHref: next ? `/jobs?${next}` : null,
  }
}

/** What this reader may do with an open job: a stranger signs in first, a candidate applies once. */
const readerOf = async (actor: Actor | null, jobId: string) => {
  const em = database().orm.em.fork()
  const applied =
    actor?.role === 'candidate' ? await em.findOne(Application, { job: jobId, candidate: actor.id }) : null
  const job = actor && hasOwnJobs(actor) ? await seekJob(pooled, jobId) : undefined
  const muters = actor && (await mutersOf(sqlOf(em), [actor.id], jobId))
  return {
    isMuted: muters !== null && muters.size > 0,
    hasBoard: actor !== null && job !== undefined && isOwnJob(actor, job),
    application: applied && { id: applied.id, at: applied.createdAt.toISOString() },
  }
}

const showJob = async (actor: Actor | null, jobId: string) => {
  const job = await readJobPosting(actor, jobId)
  const { isMuted, hasBoard, application } = await readerOf(actor, jobId)
  const { status, deadline } = job
  const open = takesApplications(
    { status, deadline: deadline ? new Date(deadline) : null, deletedAt: null },
    now(),
  )
  return {
    job: { ...present(job), description: job.description },
    currency: job.salary?.currency ?? 'EUR',
    isOpen: open,
    isMuted,
    hasBoard,
    application,
    elsewhere: job.applyUrl ?? (job.applyEmail && `mailto:${job.applyEmail}`),
  }
}

export const jobPages = [
  page({
    path: '/jobs',
    who: 'everyone',
    show: async ({ request }) => ({ template: 'jobs', title: 'Open jobs', data: await showList(request) }),
  }),
  page({
    path: '/jobs/:id',
    who: 'everyone',
    show: async ({ actor, request }) => {
      const data = await showJob(actor, idOf(request))
      return { template: 'job', title: `${data.job.title} at ${data.job.company}`, data, script: 'job' }
    },
  }),
]
