import type { Actor } from '../actor.ts'
import { invalidField } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { presentRead } from './presenter.ts'
import { findThread } from './queries.ts'
import type { ReadInput } from './schema.ts'

/** Notes how far the actor has read, and tells the others; never backwards. 400 for a message that is not there yet. */
export const markRead = (actor: Actor, { threadId, upTo }: ReadInput) =>
  transaction(actor, async write => {
    const { sql, now } = write
    const { thread } = await findThread(sql, actor, threadId)
    if (upTo > thread.last_number)
      throw invalidField('/upTo', 'too_big', `The last message is number ${thread.last_number}.`)

    const mine = { thread_id: threadId, user_id: actor.id }
    const advanced = await sql
      .insertInto('thread_read')
      .values({ ...mine, user_name: actor.name, number: upTo, at: now })
      .onConflict(conflict =>
        conflict
          .columns(['thread_id', 'user_id'])
          .doUpdateSet({ number: upTo, user_name: actor.name, at: now })
          .where('thread_read.number', '<', upTo),
      )
      .returningAll()
      .executeTakeFirst()
    if (advanced) write.record('thread.read', { thread, read: advanced })
    const read =
      advanced ??
      (await sql
        .selectFrom('thread_read')
        .selectAll()
        .where('thread_id', '=', threadId)
        .where('user_id', '=', actor.id)
        .executeTakeFirstOrThrow())
    return presentRead(read)
  })
