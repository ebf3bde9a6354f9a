import { sql, type RawBuilder } from 'kysely'

/**
 * The first instant after `now` at which this person's digest is due, null if they want none: of the rows `u` (users)
 * and `p` (preference) of a statement.
 */
export const nextDigest = (now: Date): RawBuilder<Date | null> =>
  sql`next_digest(${now}, u.zone, p.digest, p.digest_hour, p.digest_weekday)`
