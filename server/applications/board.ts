import type { Sender } from '../../db/statement.ts'
import type { Audience } from '../actor.ts'
import { presentJob } from '../job-postings/presenter.ts'
import { seekJob } from '../job-postings/queries.ts'
import { cutOf, isInHouse } from './policy.ts'
import { presentCard } from './presenter.ts'
import { boardRows } from './queries.ts'
import { progressOrder, stageOrder } from './stages.ts'

/** The columns this audience's board has: a client's begins where candidates are shown to it. */
const columnsOf = (audience: Audience, inHouse: boolean) => {
  if (audience === 'staff' || (audience === 'client' && inHouse)) return stageOrder
  return audience === 'client' ? stageOrder.filter(stage => stage !== 'applied') : progressOrder
}

/** The board of a job, cut for an audience that has been admitted to it. One query for all cards. */
export const readBoard = async (sender: Sender, jobId: string, audience: Audience) => {
  const cut = cutOf(audience) as 'staff' | 'client' | 'agency'
  const [seen, rows] = await Promise.all([seekJob(sender, jobId), boardRows(sender, jobId, audience)])
  const job = seen!
  const inColumn = Map.groupBy(
    rows.map((row): { stage: string } => presentCard[cut](row)),
    card => card.stage,
  )
  const columns = columnsOf(audience, isInHouse(job)).map(stage => {
    const cards = inColumn.get(stage) ?? []
    return { stage, count: cards.length, cards }
  })
  return { job: presentJob[cut](job), columns }
}
