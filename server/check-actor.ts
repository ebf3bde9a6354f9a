import type { Sender } from '../db/statement.ts'
import type { Role } from '../db/entities/user.ts'
import type { Actor } from './actor.ts'

interface Person {
  id: string
  role: Role
  company_id: string | null
  sessions: string[]
}

/**
 * Reads who these actors are now, in one statement. The answer tells whether one is still who they were: the same role,
 * the same company, the session alive by the machine's clock.
 */
export const actorsNow = async ({ send }: Sender, actors: Actor[]) => {
  const rows = await send<Person>({
    name: 'actors-now',
    text: `
      select u.id, u.role, u.company_id, array(
        select s.id::text from session s where s.user_id = u.id and s.id = any($1::uuid[]) and s.expires_at > $2
      ) as sessions
      from users u where u.id = any($3::uuid[]) and u.deactivated_at is null`,
    values: [actors.map(({ sessionId }) => sessionId), new Date(), actors.map(({ id }) => id)],
  })
  const people = new Map(rows.map(row => [row.id, row]))
  return ({ id, role, companyId, sessionId }: Actor) => {
    const person = people.get(id)
    const isSame = person?.role === role && person.company_id === companyId
    return isSame && (sessionId === null || person.sessions.includes(sessionId))
  }
}
