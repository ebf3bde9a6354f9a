import { database, sqlOf } from '../../db/database.ts'
import { transaction } from '../transaction.ts'
import { clearOffer, closeProposal } from './close.ts'
import { holdTable } from './table.ts'

const batchSize = 100

const expired = (now: Date, after: string) =>
  sqlOf(database().orm.em.fork())
    .selectFrom('proposal as p')
    .innerJoin('thread as t', 't.id', 'p.thread_id')
    .select(['p.id', 't.job_id', 't.application_id'])
    .where('p.status', '=', 'open')
    .where('p.expires_at', '<=', now)
    .$if(after !== '', rows => rows.where('p.id', '>', after))
    .orderBy('p.id')
    .limit(batchSize)
    .execute()

type Expired = Awaited<ReturnType<typeof expired>>[number]

/** One proposal, if it is still open: somebody may have answered it in its last moment. */
const expireOne = ({ id, ...place }: Expired) =>
  transaction(null, async write => {
    const table = await holdTable(write, place)
    if (table.latest?.id !== id || table.latest.status !== 'open') return 0
    await closeProposal(write, table.latest, { status: 'expired' })
    await clearOffer(table)
    write.record('proposal.expired', {
      proposalId: id,
      thread: table.thread,
      card: table.hand?.draft.card,
    })
    return 1
  })

/**
 * Puts on record what has expired: answering was refused from the instant itself. One by one, so that one that fails
 * keeps no other back. Throws what the failed ones threw, after all have had their turn.
 */
export const expireProposals = async (now: Date) => {
  const failures: unknown[] = []
  let count = 0
  for (let after: string | undefined = ''; after !== undefined;) {
    const batch: Expired[] = await expired(now, after)
    for (const one of batch)
      await expireOne(one).then(
        done => (count += done),
        (error: unknown) => failures.push(error),
      )
    after = batch.length === batchSize ? batch.at(-1)!.id : undefined
  }
  if (failures.length)
    throw new AggregateError(failures, `${failures.length} proposals could not be expired.`)
  return { expired: count }
}
