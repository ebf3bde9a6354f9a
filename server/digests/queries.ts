import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { playerTables } from '../owed/people.ts'
import { owedBy, type OwedRow } from '../owed/queries.ts'
import { ruleNames, ruleOf } from '../owed/rules.ts'
import { categoryNames, isFixed } from '../preferences/categories.ts'

/** So much of each is told; the rest is counted. */
const mostLines = 25
const mostWaiting = 10

/** Of how many this is one, those that are cut included. */
interface Counted {
  user_id: string
  of: number
}

export interface NewsLine extends Counted {
  title: string
  url: string
  at: Date
  job_id: string | null
  job_title: string | null
}

interface Since {
  userIds: string[]
  /** Of each of them: from when on. */
  since: Date[]
  until: Date
}

const isMuted = sql`exists (select from muted_job m where m.user_id = t.user_id and m.job_id = t.job_id)`
/** They do not want to hear of this category by mail. */
const isOff = sql`exists (
  select from channel c where c.user_id = t.user_id and c.category = t.category and c.mail = 'off'
)`

const fixed = categoryNames.filter(isFixed)

/** What came into the feeds of these people and is unread; of a muted job what always comes, and where they are mentioned. */
const unread = ({ userIds, since, until }: Since) => sql`(
  select t.* from (
    select n.id, n.user_id, n.category, n.created_at as at, n.data ->> 'title' as title, n.data ->> 'url' as url,
      coalesce(n.data -> 'stack' ->> 'mentioned', 'false') = 'true' as mentioned,
      coalesce(n.job_id, a.job_id) as job_id
    from unnest(${userIds}::uuid[], ${since}::timestamptz[]) as w(user_id, since)
    join notification n on n.user_id = w.user_id and n.read_at is null and n.removed_at is null
      and n.created_at > w.since and n.created_at <= ${until}
    left join application a on a.id = n.application_id
  ) t where (t.mentioned or t.category = any(${fixed}) or not ${isMuted}) and not ${isOff}
)`

/** What is unread, newest first, as the feed has it now. Reminders are left out: what they remind of waits. */
export const newsOf = async (db: Kysely<Tables>, asked: Since) => {
  const { rows } = await sql<NewsLine>`
    select user_id, "of"::int, title, url, at, job_id, job_title from (
      select t.*, j.title as job_title, count(*) over mine as "of", row_number() over (mine order by t.id desc) as place
      from ${unread(asked)} t left join job_posting j on j.id = t.job_id
      where t.category <> 'reminders'
      window mine as (partition by t.user_id)
    ) told where place <= ${mostLines} order by user_id, place`.execute(db)
  return Map.groupBy(rows, row => row.user_id)
}

/** Those of these people who have not read a reminder. */
export const remindedOf = async (db: Kysely<Tables>, asked: Since) => {
  const { rows } = await sql<{ user_id: string }>`
    select distinct t.user_id from ${unread(asked)} t where t.category = 'reminders'`.execute(db)
  return new Set(rows.map(row => row.user_id))
}

const categoryOfRule = sql`case rule ${sql.join(
  ruleNames.map(rule => sql`when ${sql.lit(rule)} then ${sql.lit(ruleOf(rule).category ?? 'reminders')}`),
  sql` `,
)} end`

/** What waits for these people and was not put off by them, longest first. */
export const waitingOf = async (db: Kysely<Tables>, { now, userIds }: { now: Date; userIds: string[] }) => {
  // Compiling a plan of so many parts takes longer than running it.
  await sql`select set_config('jit', 'off', true)`.execute(db)
  const { rows } = await sql<OwedRow & Counted>`
    with ${playerTables}
    select rule, user_id, job_id, application_id, subject_id, since, anchor, "of"::int from (
      select t.*, count(*) over mine as "of",
        row_number() over (mine order by t.since, t.rule, t.subject_id) as place
      from (
        select o.*, ${categoryOfRule} as category from ${owedBy({ now, ofAll: true })} o where o.user_id = any(${userIds}::uuid[])
      ) t
      where not ${isMuted} and not ${isOff} and not exists (
        select from reminder_hold h where h.user_id = t.user_id and h.rule = t.rule and h.subject_id = t.subject_id
          and h.anchor = t.anchor and (h.until is null or h.until > ${now})
      )
      window mine as (partition by t.user_id)
    ) owed where place <= ${mostWaiting} order by user_id, place`.execute(db)
  return Map.groupBy(rows, row => row.user_id)
}
