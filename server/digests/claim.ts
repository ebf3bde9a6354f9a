import { sql } from 'kysely'
import type { Role } from '../../db/entities/user.ts'
import type { Write } from '../transaction.ts'

/** Somebody whose digest is due, and what it is to tell: what came after `since`. */
export interface Recipient {
  id: string
  name: string
  email: string
  role: Role
  companyId: string | null
  zone: string
  /** The hour it is for: after downtime the first that was missed. */
  occurrence: Date
  weekly: boolean
  since: Date
}

/** What was told a moment before the last digest may have been committed after it. */
export const graceMs = 60_000

/**
 * Shared step: claims the digests that are due, so many at most, and puts the next one of each after `now`: however many
 * were missed, this is one. What another worker holds is left to it. Returns how many, and those of them that can have one:
 * nobody who is deactivated or not verified, or to whom such mail does not go.
 */
export const claimDue = async ({ sql: db }: Write, now: Date, limit: number) => {
  const { rows } = await sql<Recipient & { reachable: boolean }>`
    with due as materialized (
      select user_id, next_digest_at as occurrence from preference where next_digest_at <= ${now}
      order by next_digest_at limit ${limit} for no key update skip locked
    ), moved as (
      update preference p
      set next_digest_at = next_digest(${now}, u.zone, p.digest, p.digest_hour, p.digest_weekday)
      from due d join users u on u.id = d.user_id where p.user_id = d.user_id
    )
    select u.id, u.name, u.email, u.role, u.company_id as "companyId", u.zone, d.occurrence,
      p.digest = 'weekly' as weekly,
      coalesce(
        (select max(g.at) from digest g where g.user_id = u.id) - ${graceMs} * interval '1 millisecond',
        d.occurrence - case p.digest when 'weekly' then interval '7 days' else interval '1 day' end
      ) as since,
      u.deactivated_at is null and u.email_verified and not exists (
        select from suppression s
        where s.address = lower(u.email) and s.reason is not null and (s.stream = 'broadcast' or s.reason <> 'unsubscribed')
      ) as reachable
    from due d join users u on u.id = d.user_id join preference p on p.user_id = d.user_id`.execute(db)
  return {
    claimed: rows.length,
    recipients: rows.flatMap(({ reachable, ...recipient }) => (reachable ? recipient : [])),
  }
}
