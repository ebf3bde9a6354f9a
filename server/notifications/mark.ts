import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { presentNotification } from './presenter.ts'
import { findNotification, holdFeeds } from './queries.ts'
import type { MarkInput } from './schema.ts'

/**
 * Marks one of the actor's own read, or unread again. The same again changes nothing. 404 for anybody else's, 409
 * `conflict` where a newer line of the same thread is unread already: one thread is one line.
 */
export const markNotification = (actor: Actor, { notificationId, read }: MarkInput) =>
  transaction(actor, async write => {
    const { sql, now } = write
    await holdFeeds(sql, [actor.id])
    const row = await findNotification(sql, actor, notificationId)
    if ((row.read_at !== null) === read) return presentNotification(row)
    if (!read && row.thread_id) {
      const newer = await sql
        .selectFrom('notification')
        .select('id')
        .where('user_id', '=', actor.id)
        .where('thread_id', '=', row.thread_id)
        .where('read_at', 'is', null)
        .where('removed_at', 'is', null)
        .executeTakeFirst()
      if (newer) throw conflict('A newer line of the same thread is unread already.')
    }
    const changed = await sql
      .updateTable('notification')
      .set({ read_at: read ? now : null, seen_at: row.seen_at ?? now, updated_at: now })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    write.record('notification.changed', { feeds: [{ userId: actor.id, changed: [row.id] }] })
    return presentNotification(changed)
  })
