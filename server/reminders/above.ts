import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { managersOf, playing } from '../owed/people.ts'
import { quietOf } from '../preferences/queries.ts'
import type { State } from './states.ts'

/**
 * Those above whom its rule names, from a table `late` with `job_id`, `company_id` and `superiors`: as a table `above` of
 * its rows, each with `to_id`. Some of them may owe it themselves.
 */
export const above = sql`
  recruiters as materialized (
    select l.job_id, r.user_id
    from (select distinct job_id from late where 'recruiter' = any(superiors)) l
    cross join ${playing('recruiter', sql`l.job_id`)} r
  ),
  above as (
    select a.*, m.user_id as to_id from late a cross join ${managersOf(sql`a.company_id`)} m
    where 'manager' = any(a.superiors)
    union all
    select a.*, r.user_id from late a join recruiters r on r.job_id = a.job_id
    where 'recruiter' = any(a.superiors)
    union all
    select a.*, u.id from late a join users u on u.role = 'admin' and u.deactivated_at is null
    where 'admin' = any(a.superiors)
  )`

/**
 * When, from an instant on, the first of those it would go on to now is not in their quiet hours; null if it would go on
 * to nobody: `owers`, who owe it, are reminded themselves.
 */
export const firstHeardAbove = async (
  db: Kysely<Tables>,
  { job_id, company_id, superiors }: Pick<State, 'job_id' | 'company_id' | 'superiors'>,
  { owers, at }: { owers: string[]; at: Date },
) => {
  const { rows } = await sql<{ to_id: string }>`
    with late as (
      select ${job_id}::uuid as job_id, ${company_id}::uuid as company_id, ${superiors}::text[] as superiors
    ), ${above}
    select distinct to_id from above where to_id <> all(${owers}::uuid[])`.execute(db)
  const ids = rows.map(({ to_id: id }) => id)
  const quietUntil = await quietOf(db, ids, at)
  const times = ids.map(id => (quietUntil(id) ?? at).getTime())
  return times.length ? new Date(Math.min(...times)) : null
}
