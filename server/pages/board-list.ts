import { jobStatusLabels } from '../../templates/web/board-view.ts'
import { database, sqlOf } from '../../db/database.ts'
import { Assignment } from '../../db/entities/assignment.ts'
import type { Stage } from '../../db/entities/application.ts'
import { JobPosting, type IJobPosting } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { progressLabels, progressOf, stageLabels, stageOrder } from '../applications/stages.ts'
import { stageCounts } from '../job-postings/counts.ts'
import { audienceOf, policy } from '../job-postings/policy.ts'

/** More boards than anybody reads through; the newest are shown, and the page says so. */
const most = 100

/** Those still in the running, or in: what a bar is made of. Who left is told in numbers only. */
const inBar = (stage: Stage) => stage !== 'rejected' && stage !== 'withdrawn'
const gap = 0.4

/** The stages of a job from left to right, with their numbers and, in percent, their places in its bar. */
const stagesOf = (counts: Partial<Record<Stage, number>>, actor: Actor) => {
  const present = stageOrder.filter(stage => counts[stage])
  const total = present.filter(inBar).reduce((sum, stage) => sum + counts[stage]!, 0)
  let start = 0
  return present.map(stage => {
    const share = inBar(stage) ? (counts[stage]! / total) * (100 + gap) : 0
    const bar = share ? { x: start.toFixed(2), width: Math.max(share - gap, gap).toFixed(2) } : null
    start += share
    const words =
      actor.role === 'agency'
        ? { stage: progressOf[stage], label: progressLabels[progressOf[stage]] }
        : { stage, label: stageLabels[stage] }
    return { ...words, count: counts[stage]!, bar }
  })
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
  const counts = await stageCounts(sqlOf(em), ids, audienceOf(actor))
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
    stages: stagesOf(counts.get(job.id) ?? {}, actor),
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
