import { sql, type RawBuilder } from 'kysely'
import type { Category } from '../../db/tables.ts'
import type { Role } from '../../db/entities/user.ts'
import { playerTables } from '../owed/people.ts'
import { owedBy } from '../owed/queries.ts'
import { remindingRules, type RuleName } from '../owed/rules.ts'
import { above } from './above.ts'
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

/** What is owed, with the company whose settings hold: as a table `owed` it stands before the others. */
export const owedWithCompany = ({ now, only }: Asked) => sql`
  ${only ? sql`` : sql`with ${playerTables}`}
  select o.*, j.staffing_company_id as company_id
  from ${owedBy({ now, only: remindingRules, ...(only ? { subjects: only.subjects } : { ofAll: true }) })} o
  left join job_posting j on j.id = o.job_id`

/** How long after the first superior was told another may still be: whoever has quiet hours is told after them. */
const escalationLasts = sql`interval '2 days'`

/** The last reminder of a row `a` was not just now. Asked last of all: of most there is nothing left to ask it for. */
const isSpaced = (now: Date) => sql`(
  a.last_at is null or reminder_passed(a.last_at, ${now}::timestamptz, a.spacing_measure, a.zone) >= a.spacing
)`

/** Somebody does not want to be reminded of a row `a` now. */
const isHeld = (now: Date, user: RawBuilder<unknown>) => sql`exists (
  select from reminder_hold h
  where h.user_id = ${user} and h.rule = a.rule and h.subject_id = a.subject_id and h.anchor = a.anchor
    and (h.until is null or h.until > ${now})
)`

/**
 * How far reminders of each have come, from a table `owed`; as a table `reached` it stands before `dueOf`. `step` is what
 * is due to who owes it, null if nothing is; `is_late` once the time of one more has passed after the last, or of all
 * that they did not want. Left out is what is off, what was just reminded of, and of what nothing is left to come.
 */
export const reachedOf = ({ now }: Asked) => sql`
  with cadence as materialized ${cadences()},
  asked as materialized (
    select o.*, c.most, c.superiors, c.category, c.thresholds, c.measure, c.spacing, c.spacing_measure, u.zone,
      coalesce(last.step, 0) as last_step, last.at as last_at,
      width_bucket(reminder_passed(o.anchor, ${now}::timestamptz, c.measure, u.zone), c.thresholds) as reached
    from owed o ${withCadence(sql`cadence`)} join users u on u.id = o.user_id ${withLast}
    where not c.off
  ),
  counted as materialized (
    select a.rule, a.subject_id, a.user_id, a.anchor, a.since, a.job_id, a.application_id, a.company_id, a.category,
      a.superiors,
      case when least(a.reached, a.most) > a.last_step and ${isSpaced(now)}
        -- A day that had passed when it began to be owed is none that was missed
        and (a.measure <> 'days'
          or reminder_at(a.anchor, a.thresholds[least(a.reached, a.most)], a.measure, a.zone) >= a.since)
        then least(a.reached, a.most) end as step,
      a.reached > a.most and a.superiors <> '{}'
        and (a.last_step >= a.most or ${isHeld(now, sql`a.user_id`)}) and not exists (
        select from reminder r where r.rule = a.rule and r.subject_id = a.subject_id and r.anchor = a.anchor
          and r.step = 0 and r.at < ${now}::timestamptz - ${escalationLasts}
      ) and ${isSpaced(now)} as is_late
    from asked a where a.reached > 0
  )
  select * from counted where step is not null or is_late`

/**
 * Every reminder that is due now, from the tables `owed` and `reached`: to who owes it the step that has come, and what is
 * late once to each of those above that its rule names, if they do not owe it themselves. Nothing that was put off or
 * stopped, and nothing in the quiet hours of who would get it.
 */
export const dueOf = ({ now, only }: Asked) => sql<DueRow>`
  select d.*, u.name, u.email, u.role, u.company_id as person_company_id, u.zone
  from (
    with late as not materialized (select * from reached where is_late), ${above}
    select a.rule, a.subject_id, a.user_id, a.anchor, a.step, a.since, a.job_id, a.application_id, a.category,
      array[a.user_id] as owers
    from reached a where a.step is not null and not ${isHeld(now, sql`a.user_id`)}
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
      and not ${isHeld(now, sql`a.to_id`)}
    group by a.rule, a.subject_id, a.to_id, a.anchor, a.job_id, a.application_id, a.category
  ) d
  join users u on u.id = d.user_id and u.deactivated_at is null
  left join preference p on p.user_id = d.user_id
  where not is_quiet(${now}::timestamptz, u.zone, coalesce(p.quiet_from, '21:00'), coalesce(p.quiet_to, '08:00'))
    ${only ? sql`and d.user_id = any(${only.userIds}::uuid[])` : sql``}`
