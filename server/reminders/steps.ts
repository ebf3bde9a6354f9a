import { sql, type RawBuilder } from 'kysely'
import { remindingRules, ruleOf, type Cadence, type RuleName } from '../owed/rules.ts'

/**
 * How reminders are counted, for whoever sends, explains or tries them out. Every rule has `thresholds`: how much of its
 * `measure` has to pass since the anchor for step 1, 2 … `most`, and, one more, for the escalation. Then
 *
 * - `reminder_passed(anchor, now, measure, zone)` is how much has passed by the recipient's clocks: working seconds,
 *   seconds, or days that begin at 09:00;
 * - `width_bucket(passed, thresholds)` is the step that has been reached: 0 is none yet, `most` + 1 the escalation;
 * - `reminder_at(anchor, thresholds[step], measure, zone)` is the instant of a step; quiet hours put it off until
 *   `next_time(at, zone, quiet_to)`. After one that came late the next is not before
 *   `reminder_at(last, spacing, spacing_measure, zone)`.
 */

const hour = 3_600
const day = 24 * hour

/** As columns: measure, first, every, most and the days of those that go by days. Seconds. */
const columnsOf = (cadence: Cadence) => {
  if ('hours' in cadence) {
    const { hours, first, every, most } = cadence
    return sql`${sql.lit(hours)}, ${sql.lit(first * hour)}, ${sql.lit(every * hour)}, ${sql.lit(most)}, null`
  }
  const { days } = cadence
  const gaps = days.slice(1).map((each, index) => each - days[index]!)
  return sql`'days', null, ${sql.lit(Math.min(...gaps) * day)}, ${sql.lit(days.length)},
    ${sql.lit(`{${[...days, days.at(-1)! + gaps.at(-1)!].join()}}`)}`
}

const usual = (rule: RuleName) => {
  const { remind, category = 'reminders' } = ruleOf(rule)
  const superiors = `{${remind!.escalate.join()}}`
  return sql`(${sql.lit(rule)}, ${columnsOf(remind!)}, ${sql.lit(superiors)}, ${sql.lit(category)})`
}

/** Stands for the companies that want a rule as we have it. */
const nobody = sql`'00000000-0000-0000-0000-000000000000'::uuid`

/** What staffing companies want otherwise than we have it. In its place may stand another table with the same columns. */
const reminderSetting: RawBuilder<unknown> = sql`reminder_setting`

/**
 * All cadences as a table, ours and those of the companies that have settings: `rule, owner, off, measure, most,
 * thresholds, spacing, spacing_measure, superiors, category`. By days, `first` and `every` are as they are.
 */
export const cadences = (settings = reminderSetting) => sql`(
  select r.rule, coalesce(s.company_id, ${nobody}) as owner, coalesce(s.off, false) as off, r.measure, c.most,
    case when r.days is null
      then array(select c.first + c.every * step from generate_series(0, c.most) step)
      else r.days[1:c.most] || (r.days[c.most] + r.days[r.most + 1] - r.days[r.most]) end as thresholds,
    c.every / 2 as spacing, case r.measure when 'days' then 'calendar' else r.measure end as spacing_measure,
    r.superiors, r.category
  from (
    select rule, measure, first::float8, every::float8, most::int, days::float8[], superiors::text[], category
    from (values ${sql.join(remindingRules.map(usual))})
      as v(rule, measure, first, every, most, days, superiors, category)
  ) r
  left join lateral (
    select null::uuid as company_id, null::boolean as off, null::numeric as first_hours, null::numeric as every_hours,
      null::int as most
    union all
    select company_id, off, first_hours, every_hours, most from ${settings} own where own.rule = r.rule
  ) s on true
  cross join lateral (
    select case when r.days is null then coalesce(s.first_hours * ${hour}, r.first) end as first,
      case when r.days is null then coalesce(s.every_hours * ${hour}, r.every) else r.every end as every,
      case when r.days is null then coalesce(s.most, r.most) else least(coalesce(s.most, r.most), r.most) end as most
  ) c
)`

const columns = [
  'off',
  'measure',
  'most',
  'thresholds',
  'spacing',
  'spacing_measure',
  'superiors',
  'category',
]

/**
 * Joins to each row `o` with a `rule` and a `company_id` the cadence `c` that holds for it, from a table of them: its
 * company's own, or ours. There always is one; a left join has the planner know that no row goes.
 */
export const withCadence = (table: RawBuilder<unknown>) => sql`
  left join ${table} own on own.rule = o.rule and own.owner = o.company_id
  left join ${table} usual on usual.rule = o.rule and usual.owner = ${nobody}
  cross join lateral (
    select ${sql.join(columns.map(name => sql`coalesce(${sql.ref(`own.${name}`)}, ${sql.ref(`usual.${name}`)}) as ${sql.ref(name)}`))}
  ) c`

/** The last reminder `last` that went to who owes a row `o` for its occurrence: step and instant, null before the first. */
export const withLast = sql`
  left join lateral (
    select r.step, r.at from reminder r
    where r.rule = o.rule and r.subject_id = o.subject_id and r.user_id = o.user_id and r.anchor = o.anchor and r.step > 0
    order by r.step desc limit 1
  ) last on true`
