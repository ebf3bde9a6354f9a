import { sql, type Kysely } from 'kysely'
import type { Tables, ThreadKind } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { isShownToClient } from '../applications/policy.ts'
import { invalidField } from '../errors.ts'
import { sideOf, sidesOf, type Side } from './policy.ts'
import type { PlaceRow } from './queries.ts'

export interface At {
  place: PlaceRow
  kind: ThreadKind
}

/** Who is on each side of a thread, as a condition on a person `u`. */
const onSide: Record<Side, (place: PlaceRow) => ReturnType<typeof sql>> = {
  staff: place => sql`u.role in ('manager', 'recruiter') and u.company_id = ${place.staffing_company_id}`,
  client: place => sql`u.role = 'client' and u.company_id = ${place.company_id}`,
  interviewer: place => sql`u.role = 'interviewer' and u.id = any(${place.panel}::uuid[])`,
  candidate: place => sql`u.id = ${place.candidate_id}`,
}

const most = 200

/**
 * Those who may read a thread, by name, as far as the actor is told: everybody of their own side, and of the others who
 * is tied to the job or has said something. A whole company is not introduced to its candidates.
 */
export const membersOf = async (
  db: Kysely<Tables>,
  actor: Actor,
  { place, kind }: At,
): Promise<{ id: string; name: string; side: Side }[]> => {
  const own = sideOf(actor)
  const isKnown = sql`(
    u.id = ${place.created_by_id} or u.id = ${place.candidate_id} or u.id = any(${place.panel}::uuid[])
    or exists (select from assignment b where b.job_id = ${place.job_id} and b.user_id = u.id)
    or exists (
      select from thread t join message m on m.thread_id = t.id
      where t.job_id = ${place.job_id} and t.application_id is not distinct from ${place.application_id}
        and t.kind = ${kind} and m.by_id = u.id
    )
  )`
  const sides = sidesOf[kind].filter(
    side => side !== 'client' || kind === 'negotiation' || isShownToClient(place),
  )
  const { rows } = await sql<{ id: string; name: string; side: Side }>`
    select * from (
      select u.id, u.name, case
        ${sql.join(
          sides.map(
            side =>
              sql`when (${onSide[side](place)}) ${side === own ? sql`` : sql`and ${isKnown}`} then ${side}`,
          ),
          sql` `,
        )}
      end as side
      from users u where u.deactivated_at is null
    ) m where side is not null order by name, id limit ${most}`.execute(db)
  return rows
}

/** Throws 400 if somebody is mentioned who does not take part. */
export const checkMentions = async (db: Kysely<Tables>, actor: Actor, at: At, mentions: string[]) => {
  if (!mentions.length) return
  const members = new Set((await membersOf(db, actor, at)).map(({ id }) => id))
  const stranger = mentions.findIndex(id => !members.has(id))
  if (stranger >= 0) throw invalidField(`/mentions/${stranger}`, 'not_found', 'takes no part in this thread.')
}
