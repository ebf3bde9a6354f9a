import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Tables } from '../../db/tables.ts'

const sameIn = (one: RawBuilder<unknown>, other: RawBuilder<unknown>) => sql`
  ${one}.rule = ${other}.rule and ${one}.subject_id = ${other}.subject_id and ${one}.user_id = ${other}.user_id
    and ${one}.anchor = ${other}.anchor`

/** So many at once, that the first sweep over much takes no longer for a statement than one may. */
const batchSize = 10_000

/** When it was seen is for previews: who came to owe it late was told no earlier. */
const begin = (now: Date) => sql`
  insert into owed_period (rule, subject_id, user_id, anchor, since, seen_at, job_id, application_id, company_id)
  select o.rule, o.subject_id, o.user_id, o.anchor, o.since, ${now}::timestamptz, o.job_id, o.application_id,
    o.company_id
  from owed o
  where not exists (
    select from owed_period p where ${sameIn(sql`p`, sql`o`)} and p.ended_at is null
  )
  limit ${sql.lit(batchSize)}
  on conflict (rule, subject_id, user_id, anchor) do update set ended_at = null`

const end = (now: Date) => sql`
  update owed_period p set ended_at = ${now}
  where p.ended_at is null and not exists (select from owed o where ${sameIn(sql`o`, sql`p`)})`

/**
 * Keeps `owed_period` as a table `owed` is now: what is new begins, what came back goes on, and what is owed no more has
 * ended.
 */
export const keepPeriods = async (db: Kysely<Tables>, now: Date) => {
  for (;;) if (Number((await begin(now).execute(db)).numAffectedRows) < batchSize) break
  await end(now).execute(db)
}
