import { database, sqlOf } from '../../db/database.ts'
import { transaction } from '../transaction.ts'
import { settle } from './settle.ts'

const batchSize = 100

/** One submission, if it is still to be: its answer may be on the way. One that is being worked on waits. */
const expireOne = (id: string) =>
  transaction(null, async write => {
    const row = await write.sql
      .selectFrom('submission')
      .select(['id', 'job_id'])
      .where('id', '=', id)
      .where('status', '=', 'proposed')
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!row) return 0
    await settle(write, row, { status: 'expired' })
    return 1
  })

/**
 * Puts on record that the time to answer is over; answering was refused from the instant itself. One by one, so that one
 * that is held or fails keeps no other open; those come again with the next sweep. Throws what the failed ones threw,
 * after all have had their turn.
 */
export const expireSubmissions = async (now: Date) => {
  const failures: unknown[] = []
  let expired = 0
  let after = ''
  for (;;) {
    const batch = await sqlOf(database().orm.em.fork())
      .selectFrom('submission')
      .select('id')
      .where('status', '=', 'proposed')
      .where('expires_at', '<=', now)
      .$if(after !== '', rows => rows.where('id', '>', after))
      .orderBy('id')
      .limit(batchSize)
      .execute()
    for (const { id } of batch)
      await expireOne(id).then(
        done => (expired += done),
        (error: unknown) => failures.push(error),
      )
    const last = batch.at(-1)
    if (!last || batch.length < batchSize) break
    after = last.id
  }
  if (failures.length)
    throw new AggregateError(failures, `${failures.length} submissions could not be settled.`)
  return { expired }
}
