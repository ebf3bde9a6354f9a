import { sql, type RawBuilder } from 'kysely'
import type { Category } from '../../db/tables.ts'
import type { Role } from '../../db/entities/user.ts'
import { managersOf, playerTables, playing } from '../owed/people.ts'
import { owedBy } from '../owed/queries.ts'
import { remindingRules, type RuleName } from '../owed/rules.ts'
import { cadences, withCadence, withLast } from './steps.ts'

/** A reminder that is due: to whom, of what. */
export interface DueRow {
  rule: RuleName
  subject_id: string
  user_id: string
  anchor: Date
  /** From 1 on; 0 tells a superior that others were reminded in vain. */
  step: number
  since: Date
  job_id: string | null
  application_id: string | null
  category: Category
  /** Who owes it. */
  owers: string[]
  /** Of the recipient. */
  name: string
  email: string
  role: Role
  person_company_id: string | null
  zone: string
}

interface Asked {
  now: Date
  /** For these people alone, and on these subjects. */
  only?: { userIds: string[]; subjects: Partial<Record<RuleName, string[]>> }
}

/** What is owed, with the company whose settings hold: as a table `owed` it stands before `dueOf` and `keepPeriods`. */
export const owedWithCompany = ({ now, only }: Asked) => sql`
  ${only ? sql`` : sql`with ${playerTables}`}
  select o.*, j.staffing_company_id as company_id
  from ${owedBy({ now, only: remindingRules, ...(only ? { subjects: only.subjects } : { ofAll: true }) })} o
  left join job_posting j on j.id = o.job_id`

/** How long after the first superior was told another may still be: whoever has quiet hours is told after them. */
const escalationLasts = sql`interval '2 days'`

/** To whom the rows of `late` are escalated, as `above`: by the parts that their rules name, one row for each of them. */
const superiors = sql`
  recruiters as materialized (
    select l.job_id, r.user_id
    from (select distinct job_id from late where 'recruiter' = any(superiors)) l
    cross join ${playing('recruiter', sql`l.job_id`)} r
  ),
  above as (
    select a.*, m.user_id as to_id from late a cross join ${managersOf(sql`a.company_id`)} m
    where 'manager' = any(a.superiors)
    union all
    select a.*, r.user_id from late a join recruiters r on r.job_id = a.job_id where 'recruiter' = any(a.superiors)
    union all
    select a.*, u.id from late a join users u on u.role = 'admin' and u.deactivated_at is null
    where 'admin' = any(a.superiors)
  )`

const isHeld = (now: Date, user: RawBuilder<unknown>, row: RawBuilder<unknown>) => sql`exists (
  select from reminder_hold h
  where h.user_id = ${user} and h.rule = ${row}.rule and h.subject_id = ${row}.subject_id
    and (h.until is null or h.until > ${now})
)`

/**
 * Every reminder that is due now, from a table `owed`: the step that has been reached, if it is beyond the
 * last one and that was not just now, and once after all of them the escalation. Not what is put off, stopped or off,
 * and nothing in the quiet hours of who would get it.
 */
export const dueOf = ({ now, only }: Asked) => sql<DueRow>`
  select d.*, u.name, u.email, u.role, u.company_id as person_company_id, u.zone
  from (
    with cadence as materialized ${cadences()},
    asked as materialized (
      select o.*, c.most, c.superiors, c.category, coalesce(last.step, 0) as last_step,
        reminder_passed(o.anchor, ${now}::timestamptz, c.measure, u.zone) as passed, c.thresholds,
        c.measure, u.zone
      from owed o ${withCadence(sql`cadence`)} join users u on u.id = o.user_id ${withLast}
      where not c.off and (
        last.at is null or reminder_passed(last.at, ${now}::timestamptz, c.spacing_measure, u.zone) >= c.spacing
      )
    ),
    reached as materialized (select a.*, width_bucket(a.passed, a.thresholds) as reached from asked a),
    late as materialized (
      select a.* from reached a
      where a.reached > a.most and a.superiors <> '{}'
        and (a.last_step >= a.most or exists (
          select from reminder_hold h
          where h.user_id = a.user_id and h.rule = a.rule and h.subject_id = a.subject_id and h.until is null
        ))
        and not exists (
          select from reminder r where r.rule = a.rule and r.subject_id = a.subject_id and r.anchor = a.anchor
            and r.step = 0 and r.at < ${now}::timestamptz - ${escalationLasts}
        )
    ),
    ${superiors}
    select a.rule, a.subject_id, a.user_id, a.anchor, least(a.reached, a.most) as step, a.since, a.job_id,
      a.application_id, a.category, array[a.user_id] as owers
    from reached a
    where least(a.reached, a.most) > a.last_step and not ${isHeld(now, sql`a.user_id`, sql`a`)}
      -- A day that had passed when it began to be owed is none that was missed
      and (a.measure <> 'days'
        or reminder_at(a.anchor, a.thresholds[least(a.reached, a.most)], a.measure, a.zone) >= a.since)
    union all
    select a.rule, a.subject_id, a.to_id, a.anchor, 0, min(a.since), a.job_id, a.application_id, a.category,
      array_agg(distinct a.user_id)
    from above a
    where not exists (
        select from reminder r where r.rule = a.rule and r.subject_id = a.subject_id and r.user_id = a.to_id
          and r.anchor = a.anchor and r.step = 0
      )
      and not exists (
        select from owed o where o.rule = a.rule and o.subject_id = a.subject_id and o.user_id = a.to_id
      )
      and not ${isHeld(now, sql`a.to_id`, sql`a`)}
    group by a.rule, a.subject_id, a.to_id, a.anchor, a.job_id, a.application_id, a.category
  ) d
  join users u on u.id = d.user_id and u.deactivated_at is null
  left join preference p on p.user_id = d.user_id
  where not is_quiet(${now}::timestamptz, u.zone, coalesce(p.quiet_from, '21:00'), coalesce(p.quiet_to, '08:00'))
    ${only ? sql`and d.user_id = any(${only.userIds}::uuid[])` : sql``}`
