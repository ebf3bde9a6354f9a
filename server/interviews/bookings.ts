import { sql } from 'kysely'
import { newId } from '../../db/new-id.ts'
import { isStaff, type Actor } from '../actor.ts'
import { slotTaken, type FieldError } from '../errors.ts'
import type { Write } from '../transaction.ts'
import { stands, type Party, type Time } from './taken.ts'

/** Only that they are busy: never with what. Other people's names are for the staff. */
const words = (actor: Actor, { id, name, isCandidate }: Party) => {
  if (id === actor.id) return 'You are busy then.'
  if (isCandidate) return 'The candidate is busy then.'
  if (isStaff(actor)) return `${name} is busy then.`
  return actor.role === 'candidate' ? 'This time is not free any more.' : 'One of the panel is busy then.'
}

const clashes = async ({ sql: db, now }: Write, interviewId: string, parties: Party[], times: Time[]) => {
  const { rows } = await sql<{ user_id: string; nth: number }>`
    select b.user_id, t.nth::int as nth
    from unnest(${times.map(({ startsAt }) => startsAt)}::timestamptz[],
      ${times.map(({ endsAt }) => endsAt)}::timestamptz[]) with ordinality as t(starts_at, ends_at, nth)
    join booking b on b.during && tstzrange(t.starts_at, t.ends_at)
    where b.user_id = any(${parties.map(({ id }) => id)}::uuid[]) and b.interview_id <> ${interviewId} and ${stands(now)}
    group by b.user_id, t.nth order by t.nth, b.user_id`.execute(db)
  return rows
}

/**
 * Shared step, before anything is written: makes sure that all of these people are free at all of these times, and keeps
 * others from booking them until the transaction ends. 409 `slot_taken` with who is busy when. The constraint
 * `booking_once` holds whatever got past this.
 */
export const claimTimes = async (
  write: Write,
  interviewId: string,
  { parties, times }: { parties: Party[]; times: Time[] },
) => {
  const ids = parties.map(({ id }) => `booking ${id}`).toSorted()
  // In the order of their ids, so that two never wait for each other.
  await sql`select pg_advisory_xact_lock(hashtextextended(id, 0)) from unnest(${ids}::text[]) as id`.execute(
    write.sql,
  )
  const taken = await clashes(write, interviewId, parties, times)
  if (!taken.length) return
  const errors = taken.map(({ user_id, nth }): FieldError => {
    const party = parties.find(({ id }) => id === user_id)!
    return {
      pointer: times[nth - 1]!.pointer,
      code: 'busy',
      detail: words(write.actor!, party),
    }
  })
  throw slotTaken(errors)
}

/** Gives back what an interview has taken of everybody's time, or of one person's. */
export const freeTimes = async ({ sql: db }: Pick<Write, 'sql'>, interviewId: string, userId?: string) => {
  await db
    .deleteFrom('booking')
    .where('interview_id', '=', interviewId)
    .$if(userId !== undefined, query => query.where('user_id', '=', userId!))
    .execute()
}

/** Shared step: writes what was claimed, in the place of what this interview had taken of these people before. */
export const bookTimes = async (
  write: Write,
  interviewId: string,
  { parties, times }: { parties: Party[]; times: Time[] },
) => {
  const { sql: db, now } = write
  const ids = parties.map(({ id }) => id)
  await sql`
    delete from booking b where b.user_id = any(${ids}::uuid[])
      and (b.interview_id = ${interviewId} or not (${stands(now)}))`.execute(db)
  const rows = parties.flatMap(({ id }) =>
    times.map(({ slotId = null, startsAt, endsAt }) => ({
      id: newId(),
      user_id: id,
      interview_id: interviewId,
      slot_id: slotId,
      during: sql<string>`tstzrange(${startsAt}, ${endsAt})`,
    })),
  )
  if (rows.length) await db.insertInto('booking').values(rows).execute()
}
