import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import type { Actor } from './actor.ts'
import { sessionEnded } from './errors.ts'

/** The actor as they are now: 401 if the session ended or their rights changed since the request came in. */
export const checkActor = async (sql: Kysely<Tables>, actor: Actor, now: Date) => {
  const person = await sql
    .selectFrom('users as u')
    .select(['u.role', 'u.company_id', 'u.deactivated_at'])
    .where('u.id', '=', actor.id)
    .$if(actor.sessionId !== null, query =>
      query
        .innerJoin('session as s', 's.user_id', 'u.id')
        .where('s.id', '=', actor.sessionId)
        .where('s.expires_at', '>', now),
    )
    .executeTakeFirst()
  if (!person || person.deactivated_at || person.role !== actor.role || person.company_id !== actor.companyId)
    throw sessionEnded()
}
