import { sql } from 'kysely'

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
