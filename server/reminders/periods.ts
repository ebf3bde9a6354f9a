import { sql, type RawBuilder } from 'kysely'

const sameIn = (one: RawBuilder<unknown>, other: RawBuilder<unknown>) => sql`
  ${one}.rule = ${other}.rule and ${one}.subject_id = ${other}.subject_id and ${one}.user_id = ${other}.user_id
    and ${one}.anchor = ${other}.anchor`

/** Puts on record what a table `owed` has: what is new begins, what came back goes on. When it was seen is for previews. */
export const beginPeriods = (now: Date) => sql`
  insert into owed_period (rule, subject_id, user_id, anchor, since, seen_at, job_id, application_id, company_id)
  select o.rule, o.subject_id, o.user_id, o.anchor, o.since, ${now}::timestamptz, o.job_id, o.application_id,
    o.company_id
  from owed o
  where not exists (
    select from owed_period p where ${sameIn(sql`p`, sql`o`)} and p.ended_at is null
  )
  on conflict (rule, subject_id, user_id, anchor) do update set ended_at = null`

/** And what it has no more has ended. */
export const endPeriods = (now: Date) => sql`
  update owed_period p set ended_at = ${now}
  where p.ended_at is null and not exists (select from owed o where ${sameIn(sql`o`, sql`p`)})`
