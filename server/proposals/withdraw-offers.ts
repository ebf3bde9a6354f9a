import { z } from 'zod'
import { transaction, type Write } from '../transaction.ts'
import { clearOffer, closeProposal } from './close.ts'
import { holdTable, standingOf } from './table.ts'

const job = z.looseObject({ applicationId: z.uuid() })

/** Where an offer lies open; most applications end without one. */
const openOffer = ({ sql }: Write, applicationId: string) =>
  sql
    .selectFrom('thread as t')
    .innerJoin('proposal as p', 'p.thread_id', 't.id')
    .select(['t.job_id', 't.application_id'])
    .where('t.application_id', '=', applicationId)
    .where('p.status', '=', 'open')
    .executeTakeFirst()

/**
 * The `withdraw-offers` job: an application that was rejected, withdrawn, or hired without its offer has none on the
 * table any more. Answering it was refused from that moment on.
 */
export const withdrawOffers = async (data: unknown) => {
  const { applicationId } = job.parse(data)
  await transaction(null, async write => {
    const place = await openOffer(write, applicationId)
    if (!place) return
    const table = await holdTable(write, place)
    const { latest, thread, hand } = table
    if (latest?.status !== 'open' || standingOf(latest, table, write.now) !== 'withdrawn') return
    await closeProposal(write, latest, { status: 'withdrawn' })
    await clearOffer(table)
    write.record('proposal.withdrawn', { proposalId: latest.id, thread, card: hand!.draft.card })
  })
}
