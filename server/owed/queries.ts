import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { applicationRows } from '../applications/queries.ts'
import { dueDay } from '../invoices/queries.ts'
import { allAtOnce, jobByJob, playing } from './people.ts'
import { isIncomplete, type Owed } from './questions.ts'
import { ruleNames, rules, type RuleName } from './rules.ts'

export type OwedRow = Owed & { rule: RuleName }

interface Asked {
  now: Date
  /** By this person alone; otherwise by everybody. */
  userId?: string
  /** Of these rules alone. */
  only?: readonly RuleName[]
  /** On these subjects alone. */
  subjects?: Partial<Record<RuleName, readonly string[]>>
  /** Of all there is: the tables `playerTables` stand before it. */
  ofAll?: boolean
}

/**
 * What is owed by now, as a table: one question for a person and for a sweep. `rule, user_id, job_id, application_id,
 * subject_id, since, anchor`; its instants end at the millisecond, as ours do.
 */
export const owedBy = ({ now, userId, only = ruleNames, subjects, ofAll = false }: Asked) => {
  const each = only.map(rule => {
    const within = subjects ? sql`where q.subject_id = any(${subjects[rule] ?? []}::uuid[])` : sql``
    return sql`select ${sql.lit(rule)} as rule, q.user_id, q.job_id, q.application_id, q.subject_id,
      date_trunc('milliseconds', q.since) as since, date_trunc('milliseconds', q.anchor) as anchor
      from (${rules[rule].owed(now, ofAll ? allAtOnce : jobByJob)}) q ${within}`
  })
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

const byId = <Row extends { id: string }>(rows: Row[]) => new Map(rows.map(row => [row.id, row]))

/** What the lines of these are made of, in a few statements however many: see `presentOwed`. */
export const owedFacts = async (
  db: Kysely<Tables>,
  rows: Pick<OwedRow, 'rule' | 'job_id' | 'application_id' | 'subject_id'>[],
) => {
  const ids = (key: 'job_id' | 'application_id') => [...new Set(rows.flatMap(row => row[key] ?? []))]
  const subjects = (of: RuleName) => rows.flatMap(({ rule, subject_id }) => (rule === of ? subject_id : []))
  const [jobs, cards, invoices, dates, submissions, incomplete] = await Promise.all([
    sql<{
      id: string
      title: string
    }>`select id, title from job_posting where id = any(${ids('job_id')}::uuid[])`.execute(db),
    applicationRows(db, ids('application_id')),
    sql<{ id: string; year: number; number: number; date: string }>`
      select i.id, i.year, i.number, ${dueDay}::text as date
      from invoice i join company s on s.id = i.staffing_company_id
      where i.id = any(${subjects('invoice-payment')}::uuid[])`.execute(db),
    sql<{ id: string; date: string }>`
      select id, starts_on::text as date from placement where id = any(${subjects('joining-status')}::uuid[])
    `.execute(db),
    sql<{ id: string; name: string }>`
      select id, candidate_name as name from submission where id = any(${subjects('posting-acceptance')}::uuid[])
    `.execute(db),
    sql<{ id: string }>`
      select p.user_id as id from candidate_profile p
      where p.user_id = any(${subjects('profile-update')}::uuid[]) and ${isIncomplete}`.execute(db),
  ])
  return {
    jobs: byId(jobs.rows),
    cards: byId(cards),
    invoices: byId(invoices.rows),
    dates: byId(dates.rows),
    submissions: byId(submissions.rows),
    incomplete: byId(incomplete.rows),
  }
}
export type OwedFacts = Awaited<ReturnType<typeof owedFacts>>
