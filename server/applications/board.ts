import type { Sender } from '../../db/statement.ts'
import type { Audience } from '../actor.ts'
import { presentJob } from '../job-postings/presenter.ts'
import type { JobRow } from '../job-postings/queries.ts'
import { cutOf, isInHouse } from './policy.ts'
import { presentCard } from './presenter.ts'
import { boardRows } from './queries.ts'
import { progressOrder, stageOrder } from './stages.ts'

/** The columns this audience's board has: a client's begins where candidates are shown to it. */
const columnsOf = (audience: Audience, inHouse: boolean) => {
  if (audience === 'staff' || (audience === 'client' && inHouse)) return stageOrder
  return audience === 'client' ? stageOrder.filter(stage => stage !== 'applied') : progressOrder
}

/** The cards that this audience may see, in the order of their columns: see `byRank`. An agency knows no rank. */
const boardCards = async (
  sender: Sender,
  jobId: string,
  audience: Audience,
): Promise<{ id: string; stage: string }[]> => {
  const [cut, company] = audience.split(':')
  if (cut === 'staff') return (await boardRows.staff(sender, jobId)).map(presentCard.staff)
  if (cut === 'client') return (await boardRows.client(sender, jobId)).map(presentCard.client)
  return (await boardRows.agency(sender, jobId, company)).map(presentCard.agency)
}

/** The board of a job, cut for an audience that has been admitted to it. One query for all cards. */
export const readBoard = async (sender: Sender, job: JobRow, audience: Audience) => {
  const cut = cutOf(audience) as 'staff' | 'client' | 'agency'
  const inColumn = Map.groupBy(await boardCards(sender, job.id, audience), card => card.stage)
  const columns = columnsOf(audience, isInHouse(job)).map(stage => {
    const cards = inColumn.get(stage) ?? []
    return { stage, count: cards.length, cards }
  })
  return { job: presentJob[cut](job), columns }
}
