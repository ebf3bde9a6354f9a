import { database, sqlOf } from '../../db/database.ts'
import { transaction } from '../transaction.ts'
import { issueInvoice } from './issue.ts'

const batchSize = 100

interface Place {
  id: string
  visible_at: Date
}

const due = (now: Date, after: Place | undefined): Promise<Place[]> =>
  sqlOf(database().orm.em.fork())
    .selectFrom('invoice')
    .select(['id', 'visible_at'])
    .where('status', '=', 'scheduled')
    .where('visible_at', '<=', now)
    .$if(after !== undefined, rows =>
      rows.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('visible_at', 'id'), '>', tuple(after!.visible_at, after!.id)),
      ),
    )
    .orderBy('visible_at')
    .orderBy('id')
    .limit(batchSize)
    .execute()

/**
 * Issues every invoice whose time has come, in that order. Each in a transaction of its own, so that one that fails keeps
 * no other back and gives its number to the next; several may run at once. Throws what the failed ones threw, after all
 * have had their turn.
 */
export const dispatchInvoices = async (now: Date) => {
  const failures: unknown[] = []
  let issued = 0
  for (
    let after: Place | undefined, batch = await due(now, after);
    batch.length;
    batch = await due(now, after)
  ) {
    for (const { id } of batch)
      await transaction(null, write => issueInvoice(write, id, now)).then(
        done => (issued += Number(done)),
        (error: unknown) => failures.push(error),
      )
    after = batch.at(-1)!
  }
  if (failures.length) throw new AggregateError(failures, `${failures.length} invoices could not be issued.`)
  return { issued }
}
