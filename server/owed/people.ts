import { sql, type RawBuilder } from 'kysely'

/** A table of people by job: `job_id`, `user_id`. */
type People = RawBuilder<unknown>

/**
 * What is so of nearly everybody who comes this far, in a form of which the planner makes no rare coincidence: it would
 * look up one by one what is there by the ten thousand.
 */
export const nearlyAlways = (condition: RawBuilder<unknown>) => sql`coalesce(${condition}, false)`

const tied = {
  recruiter: sql`
    select t.job_id, t.user_id, t.created_at, t.worked_at from assignment t join job_posting j on j.id = t.job_id
    join users u on u.id = t.user_id and u.deactivated_at is null
    where t.kind = 'recruiter' and ${nearlyAlways(sql`u.role in ('recruiter', 'manager') and u.company_id = j.staffing_company_id`)}`,
  client: sql`
    select t.job_id, t.user_id, t.created_at, t.worked_at from assignment t join job_posting j on j.id = t.job_id
    join users u on u.id = t.user_id and u.deactivated_at is null
    where t.kind = 'hiring_manager' and ${nearlyAlways(sql`u.role = 'client' and u.company_id = j.company_id`)}`,
}
export type Part = keyof typeof tied

/** The managers of one staffing company. */
export const managersOf = (company: RawBuilder<unknown>) => sql`lateral (
  select u.id as user_id from users u
  where u.company_id = ${company} and u.role = 'manager' and u.deactivated_at is null
)`

/** Who is assigned to a job and can still act on it: since when is in `created_at`; `worked_at` if they did something. */
export const assigned = (part: Part): People => sql`(${tied[part]})`

/**
 * Whether whoever is assigned (`t`) has done anything on their job: it is in the log of its board until that is cleared
 * away, but for what is said in a thread. Each is looked up by itself (`offset 0`): the planner would read the whole log
 * for many.
 */
export const hasWorked = sql`(
  exists (
    select from event e where e.stream_id = 'job:' || t.job_id || ':staff' and e.at > t.created_at
      and e.actor ->> 'id' = t.user_id::text
    offset 0
  ) or exists (
    select from thread h join message m on m.thread_id = h.id
    where h.job_id = t.job_id and m.by_id = t.user_id and m.created_at > t.created_at
    offset 0
  )
)`

/** Something can still come of this job `j`. On one that is filled, closed or taken away nobody owes anything. */
export const runs = sql`j.deleted_at is null and j.status in ('open', 'paused')`

/**
 * Who plays this part on one job: those assigned, or where nobody is, the managers, who can assign somebody or do it.
 * Asked for each job by its indexes: as a join of everything, which the planner takes it for where it has not counted the
 * tables yet, three thousand jobs took over ten seconds.
 */
export const playing = (part: Part, job: RawBuilder<unknown>): People => sql`lateral (
  select t.user_id from (${tied[part]}) t where t.job_id = ${job}
  union all
  select m.user_id from job_posting j cross join ${managersOf(sql`j.staffing_company_id`)} m
  where j.id = ${job} and not exists (select from (${tied[part]}) t where t.job_id = ${job})
)`

const tableOf = (kind: 'tied' | 'player', part: Part) => sql.table(`${kind}_${part}`)

const tablesOf = (part: Part) => sql`
  ${tableOf('tied', part)} as materialized (
    select t.job_id, t.user_id from (${tied[part]}) t join job_posting j on j.id = t.job_id where ${runs}
  ),
  ${tableOf('player', part)} as materialized (
    select job_id, user_id from ${tableOf('tied', part)}
    union all
    select j.id, m.user_id from job_posting j cross join ${managersOf(sql`j.staffing_company_id`)} m
    where ${runs} and not exists (select from ${tableOf('tied', part)} t where t.job_id = j.id)
  )`

/** The same of all jobs that run, as tables for a question about everybody. */
export const playerTables = sql`${tablesOf('client')}, ${tablesOf('recruiter')}`

/** How a question asks for people: of single jobs, or from the tables of all. */
export interface Asking {
  /** Joins `who`, those who play this part on this job. */
  playing(part: Part, job: RawBuilder<unknown>): RawBuilder<unknown>
  /** Whether nobody is assigned to it for this part. */
  lacks(part: Part, job: RawBuilder<unknown>): RawBuilder<unknown>
}
export const jobByJob: Asking = {
  playing: (part, job) => sql`join ${playing(part, job)} who on true`,
  lacks: (part, job) => sql`not exists (select from (${tied[part]}) t where t.job_id = ${job})`,
}
export const allAtOnce: Asking = {
  playing: (part, job) => sql`join ${tableOf('player', part)} who on who.job_id = ${job}`,
  lacks: (part, job) => sql`not exists (select from ${tableOf('tied', part)} t where t.job_id = ${job})`,
}

/** Whoever is sent the invoices of a company: those named for it, or where nobody is, all its client users. */
export const billed = (company: RawBuilder<unknown>): People => sql`lateral (
  select u.id as user_id from users u
  where u.company_id = ${company} and u.role = 'client' and u.deactivated_at is null and (
    exists (select from billing_contact b where b.company_id = u.company_id and b.user_id = u.id)
    or not exists (
      select from billing_contact b join users named on named.id = b.user_id
      where b.company_id = u.company_id and named.company_id = u.company_id and named.role = 'client'
        and named.deactivated_at is null
    )
  )
)`
