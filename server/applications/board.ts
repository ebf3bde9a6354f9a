import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../db/database.ts'
import type { Actor, Audience } from '../actor.ts'
import { findJobPosting } from '../job-postings/queries.ts'
import { presentJobPosting } from '../job-postings/presenter.ts'
import { byRank } from './by-rank.ts'
import { cutOf, isShownToClient } from './policy.ts'
import { presentCard } from './presenter.ts'
import { cardRows, type CardRow } from './queries.ts'
import { progressOrder, stageOrder } from './stages.ts'

const seenBy = (audience: Audience) => (row: CardRow) => {
  if (audience === 'staff') return true
  if (audience === 'client') return isShownToClient(row)
  return audience === `agency:${row.agency_company_id}`
}

interface AnyCard {
  id: string
  stage: string
  rank?: string
}
/** The columns this audience's board has: a client's begins where candidates are shown to it. */
const columnsOf = (audience: Audience, inHouse: boolean) => {
  if (audience === 'staff' || (audience === 'client' && inHouse)) return stageOrder
  return audience === 'client' ? stageOrder.filter(stage => stage !== 'applied') : progressOrder
}

/** The board of a job, cut for an audience; 404 unless the actor sees the job. One query for all cards. */
export const readBoard = async (em: EntityManager, actor: Actor, jobId: string, audience: Audience) => {
  const job = await findJobPosting(em, actor, jobId)
  const cut = cutOf(audience) as 'staff' | 'client' | 'agency'
  const rows = await cardRows(sqlOf(em), { jobId })
  const cards: AnyCard[] = rows.filter(seenBy(audience)).map(row => presentCard[cut](row))
  const columns = columnsOf(audience, job.company.id === job.staffingCompany.id).map(stage => {
    const inStage = cards.filter(card => card.stage === stage).toSorted(byRank)
    return { stage, count: inStage.length, cards: inStage }
  })
  return { job: await presentJobPosting(em, job, cut), columns }
}
