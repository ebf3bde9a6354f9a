import { sql, type Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import type { Role } from '../db/entities/user.ts'
import type { Actor } from './actor.ts'
import { sessionEnded } from './errors.ts'

interface Person {
  id: string
  role: Role
  company_id: string | null
  sessions: string[]
}

/** Reads who these actors are now, in one statement. The answer tells whether one is still who they were: same role, same company, session alive. */
export const actorsNow = async (db: Kysely<Tables>, actors: Actor[], now: Date) => {
  const { rows } = await sql<Person>`
    select u.id, u.role, u.company_id, array(
      select s.id::text from session s
      where s.user_id = u.id and s.id = any(${actors.map(actor => actor.sessionId)}::uuid[]) and s.expires_at > ${now}
    ) as sessions
    from users u
    where u.id = any(${actors.map(actor => actor.id)}::uuid[]) and u.deactivated_at is null
  `.execute(db)
  const people = new Map(rows.map(row => [row.id, row]))
  return ({ id, role, companyId, sessionId }: Actor) => {
    const person = people.get(id)
    const isSame = person?.role === role && person.company_id === companyId
    return isSame && (sessionId === null || person.sessions.includes(sessionId))
  }
}

/** The actor as they are now: 401 if the session ended or their rights changed since the request came in. */
export const checkActor = async (db: Kysely<Tables>, actor: Actor, now: Date) => {
  const isStill = await actorsNow(db, [actor], now)
  if (!isStill(actor)) throw sessionEnded()
}
