import { sql, type RawBuilder } from 'kysely'

/** A table of people by job: `job_id`, `user_id`. */
type People = RawBuilder<unknown>

/** The managers of the staffing company of every job `j`. */
const managersOf = sql`
  select j.id as job_id, u.id as user_id from job_posting j
  join users u on u.company_id = j.staffing_company_id and u.role = 'manager' and u.deactivated_at is null`

const tied = {
  recruiter: sql`
    select t.job_id, t.user_id, t.created_at, t.worked_at from assignment t join job_posting j on j.id = t.job_id
    join users u on u.id = t.user_id and u.deactivated_at is null
    where t.kind = 'recruiter' and u.role in ('recruiter', 'manager') and u.company_id = j.staffing_company_id`,
  client: sql`
    select t.job_id, t.user_id, t.created_at, t.worked_at from assignment t join job_posting j on j.id = t.job_id
    join users u on u.id = t.user_id and u.deactivated_at is null
    where t.kind = 'hiring_manager' and u.role = 'client' and u.company_id = j.company_id`,
}
export type Part = keyof typeof tied

/** The managers of one staffing company, without a job. */
export const managersOfCompany = (company: RawBuilder<unknown>) => sql`(
  select u.id as user_id from users u
  where u.company_id = ${company} and u.role = 'manager' and u.deactivated_at is null
)`

/** The managers of a job's staffing company. */
export const managers: People = sql`(${managersOf})`

/** Who is assigned to a job and can still act on it: since when is in `created_at`; `worked_at` if they did something. */
export const assigned = (part: Part): People => sql`(${tied[part]})`

/**
 * Who plays this part on one job: those assigned, or where nobody is, the managers, who can assign somebody or do it.
 * Asked for each job by its indexes: as a join of everything, which the planner takes it for where it has not counted the
 * tables yet, three thousand jobs took over ten seconds.
 */
export const playing = (part: Part, job: RawBuilder<unknown>): People => sql`lateral (
  select t.user_id from (${tied[part]}) t where t.job_id = ${job}
  union all
  select m.user_id from (${managersOf}) m
  where m.job_id = ${job} and not exists (select from (${tied[part]}) t where t.job_id = ${job})
)`

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
