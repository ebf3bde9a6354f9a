import type { Actor } from '../actor.ts'
import { env } from '../env.ts'
import { hashOfToken, newToken } from '../token.ts'
import { transaction } from '../transaction.ts'

/**
 * Makes one's calendar feed, in the place of the one before, whose address is dead with it. The address is told here and
 * never again, also not to a second sending of the same command: only a hash of its token is kept.
 */
export const makeCalendarFeed = async (actor: Actor) => {
  const token = newToken()
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
