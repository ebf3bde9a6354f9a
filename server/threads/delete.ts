import type { Actor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { checkChangeable } from './changeable.ts'
import { policy, sideOf } from './policy.ts'
import { presentMessage } from './presenter.ts'
import { findMessage, messageRows } from './queries.ts'
import type { DeleteInput } from './schema.ts'

/**
 * Takes back a message: one's own, or any as a manager. Its place, writer and time stay, and nothing of what it said,
 * former versions included. Deleted before: success.
 */
export const deleteMessage = (actor: Actor, { messageId }: DeleteInput) =>
  transaction(actor, async write => {
    const { sql, now } = write
    const { thread, message, subject } = await findMessage(sql, actor, messageId, { hold: true })
    authorize(policy, 'delete', actor, subject)
    const show = presentMessage[sideOf(actor)!]
    if (message.deleted_at) return show(message)
    checkChangeable(message, subject)

    await sql.deleteFrom('message_version').where('message_id', '=', messageId).execute()
    await sql
      .updateTable('message')
      .set({ text: '', mentions: [], version: message.version + 1, deleted_at: now })
      .where('id', '=', messageId)
      .execute()
    const [tombstone] = await messageRows(sql, [messageId])
    write.record('message.deleted', { thread, message: tombstone! })
    return show(tombstone!)
  })
