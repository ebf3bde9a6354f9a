import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** A person as they see themselves, with the jobs they are tied to. */
export const meRow = (sql: Kysely<Tables>, userId: string) =>
  sql
    .selectFrom('users as u')
    .select(eb => [
      'u.id',
      'u.name',
      'u.email',
      'u.phone_number',
      'u.role',
      'u.version',
      jsonObjectFrom(
        eb
          .selectFrom('company as c')
          .select(['c.id', 'c.name', 'c.kind'])
          .whereRef('c.id', '=', 'u.company_id'),
      ).as('company'),
      jsonObjectFrom(
        eb
          .selectFrom('candidate_profile as p')
          .select(['p.headline', 'p.location', 'p.skills', 'p.experience_years'])
          .whereRef('p.user_id', '=', 'u.id'),
      ).as('profile'),
      jsonArrayFrom(
        eb
          .selectFrom('assignment as a')
          .innerJoin('job_posting as j', 'j.id', 'a.job_id')
          .select(['j.id', 'j.title', 'a.kind'])
          .whereRef('a.user_id', '=', 'u.id')
          .where('j.deleted_at', 'is', null)
          .orderBy('a.id'),
      ).as('assignments'),
    ])
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow()

export const presentMe = (row: Awaited<ReturnType<typeof meRow>>) => ({
  id: row.id,
  name: row.name,
  email: row.email,
  phone: row.phone_number,
  role: row.role,
  version: row.version,
  company: row.company,
  profile: row.profile && {
    headline: row.profile.headline,
    location: row.profile.location,
    skills: row.profile.skills,
    experienceYears: row.profile.experience_years,
  },
  assignments: row.assignments.map(({ id, title, kind }) => ({ jobId: id, title, kind })),
})
