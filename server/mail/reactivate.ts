import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { conflict, notFound } from '../errors.ts'
import { makeLimit } from '../rate-limit.ts'
import { transaction } from '../transaction.ts'
import { mailer } from './current-mailer.ts'
import { suppressionsOf } from './queries.ts'

/** Every mail that bounces again costs us trust. */
const rule = { points: 3, seconds: 24 * 3_600 }
let limit: ReturnType<typeof makeLimit> | undefined
const tries = () => (limit ??= makeLimit('mail:reactivate', rule))

/**
 * Mail goes to the actor's address again after it bounced, if the provider will carry it. What they called spam, or
 * unsubscribed from at the provider, is not ours to undo. 404 if nothing bounced, 409 if the provider refuses, 429.
 */
export const reactivateMail = async (actor: Actor) => {
  const sql = sqlOf(database().orm.em.fork())
  const { email: address } = await sql
    .selectFrom('users')
    .select('email')
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow()
  const bounced = (await suppressionsOf(sql, address)).filter(({ reason }) => reason === 'bounce')
  if (!bounced.length) throw notFound()
  await tries().take(actor.id)
  // Before the transaction: what the provider is asked cannot be undone with it.
  for (const { stream } of bounced)
    if (!(await mailer().reactivate({ address, stream })))
      throw conflict('The mail provider does not deliver to this address any more.')
  await transaction(actor, async write => {
    const streams = bounced.map(({ stream }) => stream)
    await write.sql
      .deleteFrom('suppression')
      .where('address', '=', address.toLowerCase())
      .where('stream', 'in', streams)
      .execute()
  })
}
