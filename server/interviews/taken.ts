import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Span } from './spans.ts'

/** Somebody whose time an interview takes: one of its panel, or its candidate. */
export interface Party {
  id: string
  name: string
  isCandidate?: boolean
}

export interface Time {
  /** The slot it is, if it is one of several to choose from. */
  slotId?: string
  startsAt: Date
  endsAt: Date
  /** Where in the input it came from. */
  pointer: string
}

/**
 * A booking stands: also one that is only proposed, until its first time has passed. Of what does not stand any more the
 * row is gone once somebody else takes the time.
 */
export const stands = (now: Date) => sql<boolean>`not exists (
  select from interview i join interview_slot s on s.interview_id = i.id
  where i.id = b.interview_id and i.status = 'proposed' and s.starts_at <= ${now}
)`

/** When a candidate said they can, without what has passed. */
export const windowsOf = async (db: Kysely<Tables>, userId: string, now: Date): Promise<Span[]> => {
  const rows = await db
    .selectFrom('availability')
    .select(['starts_at', 'ends_at'])
    .where('user_id', '=', userId)
    .where('ends_at', '>', now)
    .orderBy('starts_at')
    .execute()
  return rows.map(({ starts_at, ends_at }) => ({
    startsAt: starts_at > now ? starts_at : now,
    endsAt: ends_at,
  }))
}

/** When any of these people is taken, whatever by. */
export const takenOf = async (db: Kysely<Tables>, userIds: string[], now: Date): Promise<Span[]> => {
  const { rows } = await sql<Span>`
    select lower(b.during) as "startsAt", upper(b.during) as "endsAt" from booking b
    where b.user_id = any(${userIds}::uuid[]) and upper(b.during) > ${now} and ${stands(now)}`.execute(db)
  return rows
}
