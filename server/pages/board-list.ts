import type { EntityManager } from '@mikro-orm/postgresql'
import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import { Assignment } from '../../db/entities/assignment.ts'
import type { Stage } from '../../db/entities/application.ts'
import { statusLabel } from '../../templates/web/board-view.ts'
import type { Actor } from '../actor.ts'
import { progressLabels, progressOf, stageLabels, stageOrder } from '../applications/stages.ts'
import { stageCounts } from '../job-postings/counts.ts'
import { audienceOf, cutOf, policy } from '../job-postings/policy.ts'
import { presentJob, type presentPublicJob } from '../job-postings/presenter.ts'
import { jobRowsWhere } from '../job-postings/queries.ts'
import { proposedCounts } from '../shortlists/queries.ts'

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

/** What every cut has, and what only those of the two companies have. */
type Presented = ReturnType<typeof presentPublicJob> & {
  submittedAt?: string | null
  openings?: number
  version?: number
}

const isFinished = ({ status }: Presented) => status === 'filled' || status === 'closed'

/** A job in its reader's cut, as a row of the list. */
const rowOf = (job: Presented, stages: ReturnType<typeof stagesOf>) => ({
  id: job.id,
  title: job.title,
  company: job.company.name,
  status: job.status,
  statusLabel: statusLabel(job.status),
  deadline: job.status === 'open' ? job.deadline : null,
  submittedAt: job.submittedAt ?? null,
  openings: job.openings && job.openings > 1 ? job.openings : null,
  version: job.version ?? null,
  stages,
})

/** The ids of those jobs that the actor is tied to. */
const tiedTo = async (em: EntityManager, actor: Actor, ids: string[]) => {
  const ties = await em.find(Assignment, {
    job: { $in: ids },
    $or: [{ user: actor.id }, ...(actor.role === 'agency' ? [{ company: actor.companyId }] : [])],
  })
  return new Set(ties.map(tie => tie.job.id))
}

/** The boards an actor may open: those they are tied to, then the others of their company, running ones first. */
export const readBoardList = async (actor: Actor) => {
  const em = database().orm.em.fork()
  const found = await jobRowsWhere(policy.scope(actor), {
    by: 'created_at',
    direction: 'desc',
    limit: most + 1,
  })
  const jobs: Presented[] = found.slice(0, most).map(presentJob[cutOf(actor)])
  const ids = jobs.map(({ id }) => id)
  const counts = await stageCounts(pooled, ids, audienceOf(actor))
  const tied = await tiedTo(em, actor, ids)
  const proposed = actor.role === 'client' ? await proposedCounts(sqlOf(em), ids) : null
  const rows = (chosen: Presented[]) =>
    chosen.map(job => ({
      ...rowOf(job, stagesOf(counts.get(job.id) ?? {}, actor)),
      // A client comes for its shortlist, and for how many wait there.
      shortlist: proposed && {
        href: `/jobs/${job.id}/shortlist`,
        toDecide: proposed.get(job.id) ?? 0,
      },
      // The staff do it from the board; it is what an agency comes for.
      putsForward: actor.role === 'agency' && job.status === 'open',
    }))

  const approves = actor.role === 'manager' || actor.role === 'admin'
  const waits = (job: Presented) => approves && job.status === 'pending_approval'
  const rest = jobs
    .filter(job => !waits(job))
    .toSorted((a, b) => Number(isFinished(a)) - Number(isFinished(b)))
  return {
    waiting: rows(jobs.filter(waits)),
    mine: rows(rest.filter(job => tied.has(job.id))),
    others: rows(rest.filter(job => !tied.has(job.id))),
    isEmpty: jobs.length === 0,
    isCut: found.length > most,
    most,
  }
}
