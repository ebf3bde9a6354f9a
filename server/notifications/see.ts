import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { countsOf, holdFeeds } from './queries.ts'

/** The actor has looked: everything up to now is seen. Answers with the counts after it. */
export const seeNotifications = (actor: Actor) =>
  transaction(actor, async write => {
    const { sql, now } = write
    await holdFeeds(sql, [actor.id])
    const rows = await sql
      .updateTable('notification')
      .set({ seen_at: now, updated_at: now })
      .where('user_id', '=', actor.id)
      .where('read_at', 'is', null)
      .where('removed_at', 'is', null)
      .where('seen_at', 'is', null)
      .returning('id')
      .execute()
    const changed = rows.map(({ id }) => id)
    if (changed.length) write.record('notification.changed', { feeds: [{ userId: actor.id, changed }] })
    return (await countsOf(sql, [actor.id]))(actor.id)
  })
