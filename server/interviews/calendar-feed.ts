import { createHash, randomBytes } from 'node:crypto'
import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { env } from '../env.ts'
import { transaction } from '../transaction.ts'

/** What is kept of a feed's token: whoever reads the database finds no way into anybody's calendar. */
export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('base64url')

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

/**
 * Makes one's calendar feed, in the place of the one before, whose address is dead with it. The address is told here and
 * never again, also not to a second sending of the same command: only a hash of its token is kept.
 */
export const makeCalendarFeed = async (actor: Actor) => {
  const token = randomBytes(32).toString('base64url')
  let isMade = false
  const made = await transaction(actor, async ({ sql, now }) => {
    isMade = true
    const feed = { token_hash: hashOfToken(token), created_at: now, last_read_at: null }
    await sql
      .insertInto('calendar_feed')
      .values({ user_id: actor.id, ...feed })
      .onConflict(conflict => conflict.column('user_id').doUpdateSet(feed))
      .execute()
    return { madeAt: now.toISOString() }
  })
  return { ...made, url: isMade ? `${env().PUBLIC_URL}/api/calendar/${token}.ics` : null }
}

/** Ends one's feed at once. Without one it is a success as well. */
export const deleteCalendarFeed = (actor: Actor) =>
  transaction(actor, async ({ sql }) => {
    await sql.deleteFrom('calendar_feed').where('user_id', '=', actor.id).execute()
  })
