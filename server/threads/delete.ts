import { sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { transaction, type Write } from '../transaction.ts'
import { checkChangeable } from './changeable.ts'
import { streamsOfThread } from './events.ts'
import { policy, sideOf } from './policy.ts'
import { presentMessage } from './presenter.ts'
import { findMessage, messageRows, type ThreadRow } from './queries.ts'
import type { DeleteInput } from './schema.ts'

/** What the rooms were told of this message keeps its place in the log, and loses its words. */
const eraseFromLog = ({ sql: db }: Write, thread: ThreadRow, messageId: string) =>
  sql`
    update event set data = (
      jsonb_set(jsonb_set(data::jsonb, '{thread,message,text}', '""'), '{thread,message,html}', '""')
    )::json
    where stream_id = any(${streamsOfThread(thread)}::text[]) and type in ('thread.replied', 'message.edited')
      and data -> 'thread' -> 'message' ->> 'id' = ${messageId}
  `.execute(db)

/**
 * Takes back a message: one's own, or any as a manager. Its place, writer and time stay, and nothing of what it said,
 * neither in former versions nor in the log, from which those who were away are told. Deleted before: success.
 */
export const deleteMessage = (actor: Actor, { messageId }: DeleteInput) =>
  transaction(actor, async write => {
    const { sql: db, now } = write
    const { thread, message, subject } = await findMessage(db, actor, messageId, { hold: true })
    authorize(policy, 'delete', actor, subject)
    const show = presentMessage[sideOf(actor)!]
    if (message.deleted_at) return show(message)
    checkChangeable(message, subject)

    await db.deleteFrom('message_version').where('message_id', '=', messageId).execute()
    await db
      .updateTable('message')
      .set({ text: '', mentions: [], version: message.version + 1, deleted_at: now })
      .where('id', '=', messageId)
      .execute()
    const [tombstone] = await messageRows(db, [messageId])
    await eraseFromLog(write, thread, messageId)
    write.record('message.deleted', { thread, message: tombstone! })
    return show(tombstone!)
  })
