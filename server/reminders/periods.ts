import { sql } from 'kysely'

/**
 * Statements that keep `owed_period` as `owed` is now: what is new begins, what came back goes on, and what is owed no
 * more has ended. As parts of a `with`; they need no answer.
 */
export const keepPeriods = (now: Date) => sql`
  begun as (
    insert into owed_period (rule, subject_id, user_id, anchor, since, seen_at, job_id, application_id, company_id)
    select o.rule, o.subject_id, o.user_id, o.anchor, o.since, ${now}::timestamptz, o.job_id, o.application_id, o.company_id from owed o
    where not exists (
      select from owed_period p
      where p.rule = o.rule and p.subject_id = o.subject_id and p.user_id = o.user_id and p.anchor = o.anchor
        and p.ended_at is null
    )
    on conflict (rule, subject_id, user_id, anchor) do update set ended_at = null
  ),
  ended as (
    update owed_period p set ended_at = ${now}
    where p.ended_at is null and not exists (
      select from owed o
      where o.rule = p.rule and o.subject_id = p.subject_id and o.user_id = p.user_id and o.anchor = p.anchor
    )
  )`
