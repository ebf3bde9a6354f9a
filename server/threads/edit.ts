import type { Actor } from '../actor.ts'
import { stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { checkChangeable } from './changeable.ts'
import { policy, sideOf } from './policy.ts'
import { presentMessage } from './presenter.ts'
import { findMessage, messageRows } from './queries.ts'
import type { EditInput } from './schema.ts'

/** Says it otherwise: one's own message, whenever. What it said is kept for the staff. 409 `stale` with the message as it is. */
export const editMessage = (actor: Actor, { messageId, text, version }: EditInput) =>
  transaction(actor, async write => {
    const { sql, now } = write
    const { thread, message, subject } = await findMessage(sql, actor, messageId, { hold: true })
    authorize(policy, 'edit', actor, subject)
    checkChangeable(message, subject)
    const show = presentMessage[sideOf(actor)!]
    if (message.version !== version) throw stale(show(message))
    if (message.text === text) return show(message)

    await sql
      .insertInto('message_version')
      .values({
        message_id: messageId,
        version,
        text: message.text,
        at: message.edited_at ?? message.created_at,
      })
      .execute()
    await sql
      .updateTable('message')
      .set({ text, version: version + 1, edited_at: now })
      .where('id', '=', messageId)
      .execute()
    const [edited] = await messageRows(sql, [messageId])
    write.record('message.edited', { thread, message: edited! })
    return show(edited!)
  })
