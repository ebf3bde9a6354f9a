import { sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { containing } from '../like.ts'
import type { Where } from './policy.ts'
import type { JobListQuery } from './schema.ts'

export type JobFilters = Omit<JobListQuery, 'limit' | 'cursor' | 'sort'>

/** The words as they are, whatever their case. */
const same = (text: string) => containing(text).slice(1, -1)

/** Each filter of the list, as what it asks of a job. */
const filters: {
  [Name in keyof JobFilters]-?: (value: NonNullable<JobFilters[Name]>, actor: Actor | null) => Where
} = {
  title: part => sql`j.title ilike ${containing(part)}`,
  keyword: part => sql`(j.title ilike ${containing(part)} or j.description ilike ${containing(part)})`,
  location: part => sql`j.location ilike ${containing(part)}`,
  remote: value => sql`j.remote = ${value === 'true'}`,
  industry: name => sql`j.industry ilike ${same(name)}`,
  type: types => sql`j.type = any(${types}::text[])`,
  subtype: name => sql`j.subtype ilike ${same(name)}`,
  level: name => sql`j.level ilike ${same(name)}`,
  skills: skills => sql`exists (
    select from unnest(j.skills) skill where lower(skill) = any(${skills.map(skill => skill.toLowerCase())}::text[])
  )`,
  postedSince: at => sql`j.opened_at >= ${new Date(at)}`,
  companyId: company => sql`j.company_id = ${company}`,
  status: statuses => sql`j.status = any(${statuses}::text[])`,
  assigned: (_true, actor) => sql`exists (
    select from assignment t where t.job_id = j.id and t.user_id = ${actor?.id ?? null}
  )`,
}

/** What all given filters ask of a job. */
export const whereOf = (given: JobFilters, actor: Actor | null): Where[] =>
  (Object.keys(filters) as (keyof JobFilters)[])
    .filter(name => given[name] !== undefined)
    // A filter and its value are of the same name; the type of the pair is lost on the way.
    .map(name => (filters[name] as (value: unknown, actor: Actor | null) => Where)(given[name], actor))
