import { pooled } from '../../db/statement.ts'
import { isStaff, type Actor } from '../actor.ts'
import { byRank } from '../applications/by-rank.ts'
import { presentCard } from '../applications/presenter.ts'
import { boardRows } from '../applications/queries.ts'
import { stageOrder } from '../applications/stages.ts'
import { forbidden, invalidField } from '../errors.ts'
import { presentJob } from '../job-postings/presenter.ts'
import { findJob } from '../job-postings/queries.ts'
import { streamOf } from '../log.ts'
import { clearedAt, standingAt, toldBy } from './queries.ts'

/**
 * The board as it stood at an instant: stages from the histories, order and shortlist as far as the log tells them, which
 * is from `exactFrom` on. The job and the people go by the names they have now. 404 unless the actor sees the job, 403
 * unless they are staff, 400 for the future. Before there was a job its columns are empty.
 */
export const readBoardAt = async (actor: Actor, jobId: string, { at, now }: { at: Date; now: Date }) => {
  const job = await findJob(pooled, actor, jobId)
  if (!isStaff(actor)) throw forbidden('Only the staff look back at a board.')
  if (at > now) throw invalidField('/query/at', 'in_future', 'must not lie in the future.')
  const [rows, standing, told, cleared] = await Promise.all([
    boardRows.staff(pooled, jobId),
    standingAt(pooled, jobId, at),
    toldBy(pooled, jobId, at),
    clearedAt(pooled, streamOf(`job:${jobId}`, 'staff')),
  ])
  const stood = new Map(standing.map(each => [each.id, each]))
  const said = new Map(told.map(card => [card.id, card]))

  const cards = rows.flatMap(row => {
    const then = stood.get(row.id)
    if (!then) return []
    const { id, candidate, source, rank } = presentCard.staff(row)
    const card = said.get(id)
    return {
      id,
      stage: then.stage,
      since: then.since.toISOString(),
      candidate,
      source,
      rank: card?.rank ?? rank,
      shortlist: card?.shortlist ?? 'none',
    }
  })
  const inStage = Map.groupBy(cards.toSorted(byRank), ({ stage }) => stage)
  return {
    job: presentJob.staff(job),
    columns: stageOrder.map(stage => {
      const here = inStage.get(stage) ?? []
      return { stage, count: here.length, cards: here }
    }),
    at: at.toISOString(),
    exactFrom: cleared?.toISOString() ?? null,
  }
}
