import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { owedBy, type OwedRow } from '../owed/queries.ts'
import { remindingRules, type Cadence, type RuleName, type Superior } from '../owed/rules.ts'
import { cadences, withCadence, withLast } from './steps.ts'

/** How it stands between one person and one thing, by one rule: of what is owed now, or was last. */
export interface State extends OwedRow {
  /** Whose settings hold: the staffing company's, null where there is none. */
  company_id: string | null
  /** Null while it is owed. */
  ended_at: Date | null
  /** Its company has the rule its own way. */
  is_own: boolean
  off: boolean
  measure: 'working' | 'calendar' | 'days'
  most: number
  superiors: Superior[]
  /** How much of the measure passes until each step, the escalation behind the last one. */
  thresholds: number[]
  /** The instants of the same. */
  instants: Date[]
  last_step: number | null
  last_at: Date | null
  /** No reminder is sooner after the last one. */
  not_before: Date | null
  hold_until: Date | null
  is_held: boolean
  escalated_at: Date | null
}

/** Of a person and a subject, each rule by which something is owed or was, with the cadence that holds now. */
export const statesOf = async (
  db: Kysely<Tables>,
  { userId, subjectId, only, now }: { userId: string; subjectId: string; only: RuleName[]; now: Date },
) => {
  const rules = only.filter(name => remindingRules.includes(name))
  if (!rules.length) return []
  const asked = {
    now,
    userId,
    only: rules,
    subjects: Object.fromEntries(rules.map(rule => [rule, [subjectId]])),
  }
  const { rows } = await sql<State>`
    with owed as materialized (select * from ${owedBy(asked)} o),
    known as (
      select o.rule, o.user_id, o.subject_id, o.job_id, o.application_id, o.since, o.anchor, null::timestamptz as ended_at
      from owed o
      union all
      select p.rule, p.user_id, p.subject_id, p.job_id, p.application_id, p.since, p.anchor,
        coalesce(p.ended_at, ${now}::timestamptz)
      from owed_period p
      where p.user_id = ${userId} and p.subject_id = ${subjectId} and p.rule = any(${rules})
        and not exists (select from owed o where o.rule = p.rule)
    ),
    latest as (
      select distinct on (k.rule) k.*, j.staffing_company_id as company_id
      from known k left join job_posting j on j.id = k.job_id order by k.rule, k.ended_at desc nulls first, k.anchor desc
    )
    select o.*, own.rule is not null as is_own, c.off, c.measure, c.most, c.superiors, c.thresholds,
      array(
        select reminder_at(o.anchor, t.amount, c.measure, u.zone)
        from unnest(c.thresholds) with ordinality as t(amount, place) order by t.place
      ) as instants,
      last.step as last_step, last.at as last_at,
      reminder_at(last.at, c.spacing, c.spacing_measure, u.zone) as not_before,
      h.until as hold_until, h.user_id is not null and (h.until is null or h.until > ${now}) as is_held,
      (
        select min(r.at) from reminder r
        where r.rule = o.rule and r.subject_id = o.subject_id and r.anchor = o.anchor and r.step = 0
      ) as escalated_at
    from latest o join users u on u.id = o.user_id ${withCadence(cadences())} ${withLast}
    left join reminder_hold h on h.user_id = o.user_id and h.rule = o.rule and h.subject_id = o.subject_id
      and h.anchor = o.anchor
  `.execute(db)
  return rows
}

/** The cadence in force, as the rules write theirs. */
export const cadenceOf = ({ measure, thresholds, most, superiors }: State): Cadence => {
  if (measure === 'days') return { days: thresholds.slice(0, most), escalate: superiors }
  const [first, second] = thresholds.map(seconds => seconds / 3_600)
  return { hours: measure, first: first!, every: second! - first!, most, escalate: superiors }
}
