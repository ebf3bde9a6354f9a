import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { playing } from './people.ts'
import { ruleNames, rules, type Owed, type RuleName } from './rules.ts'

export type OwedRow = Owed & { rule: RuleName }

interface Asked {
  now: Date
  /** By this person alone; otherwise by everybody. */
  userId?: string
  /** Of these rules alone. */
  only?: readonly RuleName[]
}

/** What is owed by now, as a table: one question for a person and for a sweep. Its instants end at the millisecond, as ours do. */
const owedBy = ({ now, userId, only = ruleNames }: Asked) => {
  const each = only.map(
    rule => sql`select ${sql.lit(rule)} as rule, q.user_id, q.job_id, q.application_id, q.subject_id,
      date_trunc('milliseconds', q.since) as since from (${rules[rule].owed(now)}) q`,
  )
  const of = userId === undefined ? sql`` : sql`and o.user_id = ${userId}`
  return sql`(select * from (${sql.join(each, sql` union all `)}) o where o.since <= ${now} ${of})`
}

/** What is owed by now, oldest first, after the place of a row before: its `since`, rule and subject. */
export const owedRows = async (
  db: Kysely<Tables>,
  asked: Asked & { after?: string[] | undefined; limit?: number },
) => {
  const { after, limit } = asked
  const place = sql`o.since, o.rule, o.subject_id, o.user_id`
  const from = after
    ? sql`where (o.since, o.rule, o.subject_id) > (${after[0]}::timestamptz, ${after[1]}::text, ${after[2]}::uuid)`
    : sql``
  if (asked.only?.length === 0) return []
  const { rows } = await sql<OwedRow>`
    select * from ${owedBy(asked)} o ${from} order by ${place} ${limit === undefined ? sql`` : sql`limit ${limit}`}
  `.execute(db)
  return rows
}

export const owedCount = async (db: Kysely<Tables>, asked: Asked) => {
  if (asked.only?.length === 0) return 0
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from ${owedBy(asked)} o`.execute(db)
  return rows[0]!.count
}

/** The parts this actor plays on a job: what waits for one of them waits for the actor. */
export const partsOf = async (
  db: Kysely<Tables>,
  actor: Actor,
  jobId: string,
): Promise<('client' | 'recruiter' | 'candidate')[]> => {
  if (actor.role === 'candidate') return ['candidate']
  const { rows } = await sql<{ part: 'client' | 'recruiter' }>`
    select 'client' as part from ${playing('client', sql`${jobId}::uuid`)} w where w.user_id = ${actor.id}
    union all
    select 'recruiter' from ${playing('recruiter', sql`${jobId}::uuid`)} w where w.user_id = ${actor.id}
  `.execute(db)
  return rows.map(({ part }) => part)
}
