import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { settingColumns } from './queries.ts'
import type { SettableRule } from './schema.ts'
import { cadences, withCadence } from './steps.ts'

/** What went out by the settings there are, or by those that are proposed. */
export type Side = 'present' | 'proposed'

interface Counted {
  side: Side
  rule: SettableRule
  /** The Monday of the week, by the company's calendar. */
  week: string
  reminders: number
  escalations: number
}

interface Example {
  rule: SettableRule
  name: string
  job: string | null
  at: string
  step: number
}

interface Asked {
  companyId: string
  settings: ReturnType<typeof settingColumns>[]
  from: Date
  now: Date
  /** So many of the latest are named. */
  examples: number
}

/** These settings, in the place of `reminder_setting`. */
const proposed = ({ companyId, settings }: Asked) => sql`(
  select ${companyId}::uuid as company_id, t.* from json_to_recordset(${JSON.stringify(settings)}::json)
    as t(rule text, off boolean, first_hours numeric, every_hours numeric, most int)
)`

/** What was owed in the company's jobs in that time, with the clocks of who owed it. */
const periods = ({ companyId, from, now }: Asked) => sql`
  select p.*, coalesce(p.ended_at, ${now}::timestamptz) as until, u.name, u.zone,
    coalesce(f.quiet_from, '21:00') as quiet_from, coalesce(f.quiet_to, '08:00') as quiet_to
  from owed_period p join users u on u.id = p.user_id left join preference f on f.user_id = p.user_id
  where p.company_id = ${companyId} and (p.ended_at is null or p.ended_at > ${from})`

/** Every step of each period that came while it was owed, and its instant: the last, beyond `most`, is the escalation. */
const reached = (side: Side, settings?: ReturnType<typeof proposed>) => sql`
  select ${sql.lit(side)} as side, o.rule, o.subject_id, o.user_id, o.name, o.anchor, o.job_id, t.step,
    t.step > c.most as is_last, t.at
  from period o ${withCadence(cadences(settings))}
  cross join lateral (
    select step, reminder_at(o.anchor, c.thresholds[step], c.measure, o.zone) as reached
    from generate_series(1, c.most + case c.superiors when '{}' then 0 else 1 end) step
  ) r
  -- Who came to owe it late is told where it stands; a day that had passed by then was none of theirs
  cross join lateral (select greatest(r.reached, o.seen_at) as begun) b
  cross join lateral (
    select r.step, case when r.step <= c.most and is_quiet(b.begun, o.zone, o.quiet_from, o.quiet_to)
      then next_time(b.begun, o.zone, o.quiet_to) else b.begun end as at
  ) t
  where not c.off and t.at < o.until and (c.measure <> 'days' or r.reached >= o.since)`

/**
 * What would have gone out of what was owed since then: by the settings there are, and by those that are proposed. The
 * quiet hours of who is reminded count, those of who it is escalated to do not; steps that come to one instant are one
 * reminder, and an escalation is one, to however many it goes. Left out are what people put off, and what they do not
 * want to hear of: those are their own.
 */
export const replay = async (db: Kysely<Tables>, asked: Asked) => {
  const { rows } = await sql<{ counted: Counted[]; examples: Example[] }>`
    with period as materialized (${periods(asked)}),
      reached as materialized (${reached('present')} union all ${reached('proposed', proposed(asked))}),
      sent as materialized (
        select * from (
          (select distinct on (side, rule, subject_id, user_id, anchor, at) * from reached where not is_last
            order by side, rule, subject_id, user_id, anchor, at, step desc)
          union all
          (select distinct on (side, rule, subject_id, anchor) * from reached where is_last
            order by side, rule, subject_id, anchor, at)
        ) s
        where at >= ${asked.from}
      ),
      counted as (
        select t.side, t.rule, to_char(date_trunc('week', t.at at time zone c.zone), 'YYYY-MM-DD') as week,
          count(*) filter (where not is_last) as reminders, count(*) filter (where is_last) as escalations
        from sent t join company c on c.id = ${asked.companyId} group by 1, 2, 3
      ),
      example as (
        select t.rule, t.name, j.title as job, t.at, case when t.is_last then 0 else t.step end as step
        from sent t left join job_posting j on j.id = t.job_id where t.side = 'proposed'
        order by t.at desc, t.rule, t.name, t.subject_id limit ${asked.examples}
      )
    select (select coalesce(json_agg(c order by c.week, c.rule), '[]') from counted c) as counted,
      (select coalesce(json_agg(e order by e.at desc, e.rule, e.name), '[]') from example e) as examples
  `.execute(db)
  return rows[0]!
}
