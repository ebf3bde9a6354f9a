import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'

/** Ends one's feed at once. Without one it is a success as well. */
export const deleteCalendarFeed = (actor: Actor) =>
  transaction(actor, async ({ sql }) => {
    await sql.deleteFrom('calendar_feed').where('user_id', '=', actor.id).execute()
  })
