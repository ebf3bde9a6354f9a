import { sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { countsOf, holdFeeds } from './queries.ts'

/** Marks everything that the actor was told up to now read. Answers with the counts after it. */
export const markAllRead = (actor: Actor) =>
  transaction(actor, async write => {
    const { sql: db, now } = write
    await holdFeeds(db, [actor.id])
    const rows = await db
      .updateTable('notification')
      .set({ read_at: now, seen_at: sql`coalesce(seen_at, ${now})`, updated_at: now })
      .where('user_id', '=', actor.id)
      .where('read_at', 'is', null)
      .where('removed_at', 'is', null)
      .returning('id')
      .execute()
    const changed = rows.map(({ id }) => id)
    if (changed.length) write.record('notification.changed', { feeds: [{ userId: actor.id, changed }] })
    return (await countsOf(db, [actor.id]))(actor.id)
  })
