import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'

/** When one's feed was made and last read; null without one. */
export const readCalendarFeed = async (actor: Actor) => {
  const feed = await sqlOf(database().orm.em.fork())
    .selectFrom('calendar_feed')
    .select(['created_at', 'last_read_at'])
    .where('user_id', '=', actor.id)
    .executeTakeFirst()
  return feed
    ? { madeAt: feed.created_at.toISOString(), lastReadAt: feed.last_read_at?.toISOString() ?? null }
    : null
}
