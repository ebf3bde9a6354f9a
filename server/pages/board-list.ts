import { jobStatusLabels } from '../../templates/web/board-view.ts'
import { database } from '../../db/database.ts'
import { Assignment } from '../../db/entities/assignment.ts'
import type { Stage } from '../../db/entities/application.ts'
import { JobPosting, type IJobPosting } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { stageCounts } from '../applications/stage-counts.ts'
import { progressLabels, progressOf, stageLabels, stageOrder } from '../applications/stages.ts'
import { policy } from '../job-postings/policy.ts'

/** More boards than anybody reads through; the newest are shown, and the page says so. */
const most = 100

/** One bar of a job: its stages from left to right, each as wide as its share. Shares and starts are percent. */
const barOf = (counts: Partial<Record<Stage, number>>, actor: Actor) => {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  let start = 0
  const parts = stageOrder.flatMap(stage => {
    const count = counts[stage]
    if (!count) return []
    const [name, labels] =
      actor.role === 'agency' ? [progressOf[stage], progressLabels] : [stage, stageLabels]
    const share = (count / total) * 100
    const part = {
      stage: name,
      label: labels[name as Stage],
      count,
      start: start.toFixed(2),
      share: share.toFixed(2),
    }
    start += share
    return [part]
  })
  return { total, parts }
}

const finished = (job: IJobPosting) => job.status === 'filled' || job.status === 'closed'

/** The boards an actor may open: those they are tied to, then the others of their company, running ones first. */
export const readBoardList = async (actor: Actor) => {
  const em = database().orm.em.fork()
  const found = await em.find(JobPosting, policy.scope(actor), {
    populate: ['company'],
    strategy: 'select-in',
    orderBy: { createdAt: 'desc', id: 'desc' },
    limit: most + 1,
  })
  const jobs = found.slice(0, most)
  const ids = jobs.map(job => job.id)
  const counts = await stageCounts(em, actor, ids)
  const ties = await em.find(Assignment, {
    job: { $in: ids },
    $or: [{ user: actor.id }, ...(actor.role === 'agency' ? [{ company: actor.companyId }] : [])],
  })
  const tied = new Set(ties.map(tie => tie.job.id))
  const manages = actor.role === 'manager' || actor.role === 'admin'
  const row = (job: IJobPosting) => ({
    id: job.id,
    title: job.title,
    company: job.company.getEntity().name,
    status: job.status,
    statusLabel: jobStatusLabels[job.status],
    deadline: job.deadline?.toISOString() ?? null,
    submittedAt: job.submittedAt?.toISOString() ?? null,
    openings: job.openings,
    version: job.version,
    bar: barOf(counts.get(job.id) ?? {}, actor),
  })
  const waiting = jobs.filter(job => manages && job.status === 'pending_approval')
  const rest = jobs
    .filter(job => !waiting.includes(job))
    .toSorted((a, b) => Number(finished(a)) - Number(finished(b)))
  return {
    waiting: waiting.map(row),
    mine: rest.filter(job => tied.has(job.id)).map(row),
    others: rest.filter(job => !tied.has(job.id)).map(row),
    isEmpty: jobs.length === 0,
    isCut: found.length > most,
    most,
  }
}
export type BoardList = Awaited<ReturnType<typeof readBoardList>>
