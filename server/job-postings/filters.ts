import { raw, type FilterQuery } from '@mikro-orm/postgresql'
import type { IJobPosting } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { containing } from '../like.ts'
import type { JobListQuery } from './schema.ts'

type Where = FilterQuery<IJobPosting>
export type JobFilters = Omit<JobListQuery, 'limit' | 'cursor' | 'sort'>

/** The words as they are, whatever their case. */
const equal = (text: string) => ({ $ilike: containing(text).slice(1, -1) })

const hasAnySkill = (skills: string[]): Where => ({
  [raw(
    alias => `exists (select from unnest(${alias}.skills) skill where lower(skill) in (?))`,
    [skills.map(skill => skill.toLowerCase())],
  )]: [],
})

/** Each filter of the list, as what it asks of a job. */
const filters: {
  [Name in keyof JobFilters]-?: (value: NonNullable<JobFilters[Name]>, actor: Actor | null) => Where
} = {
  title: part => ({ title: { $ilike: containing(part) } }),
  keyword: part => ({
    $or: [{ title: { $ilike: containing(part) } }, { description: { $ilike: containing(part) } }],
  }),
  location: part => ({ location: { $ilike: containing(part) } }),
  remote: value => ({ remote: value === 'true' }),
  industry: name => ({ industry: equal(name) }),
  type: types => ({ type: { $in: types } }),
  subtype: name => ({ subtype: equal(name) }),
  level: name => ({ level: equal(name) }),
  skills: hasAnySkill,
  postedSince: at => ({ openedAt: { $gte: new Date(at) } }),
  companyId: company => ({ company }),
  status: statuses => ({ status: { $in: statuses } }),
  assigned: (_true, actor) => ({ assignments: { $some: { user: actor?.id ?? null } } }),
}

/** What all given filters ask of a job. */
export const whereOf = (given: JobFilters, actor: Actor | null): Where[] =>
  (Object.keys(filters) as (keyof JobFilters)[])
    .filter(name => given[name] !== undefined)
    // A filter and its value are of the same name; the type of the pair is lost on the way.
    .map(name => (filters[name] as (value: unknown, actor: Actor | null) => Where)(given[name], actor))
