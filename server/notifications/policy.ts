import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Policy } from '../policy.ts'

/** A condition on a notification, which is `n` in its query. */
type Where = RawBuilder<SqlBool>

/** A feed is its owner's alone; nobody looks into another's, not even an admin. */
export const policy: Policy<'read' | 'mark' | 'delete', { user_id: string }, Where> = {
  scope: actor => sql`n.user_id = ${actor.id}`,
  can: (actor, _verb, row) => row.user_id === actor.id,
}

/** Throws 404 unless this is the actor's own feed. */
export const checkOwn = (actor: Actor, userId: string) => {
  if (actor.id !== userId) throw notFound()
}
