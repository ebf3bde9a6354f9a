import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** Everything that a placement's presenters are made of. */
export const placementRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('placement as p')
    .innerJoin('job_posting as j', 'j.id', 'p.job_id')
    .innerJoin('company as c', 'c.id', 'p.company_id')
    .innerJoin('users as u', 'u.id', 'p.candidate_id')
    .leftJoin('service_terms as s', 's.id', 'p.service_terms_id')
    .select([
      'p.id',
      'p.application_id',
      'p.job_id',
      'p.candidate_id',
      'p.company_id',
      'p.salary',
      'p.salary_currency',
      'p.status',
      'p.version',
      'p.created_at',
      'j.title as job_title',
      'c.name as company_name',
      'u.name as candidate_name',
      's.version as terms_version',
      's.terms',
      // As it is written: the driver would make an instant of it, in the zone of this machine.
      sql<string | null>`to_char(p.starts_on, 'YYYY-MM-DD')`.as('starts_on'),
    ])
export type PlacementRow = Awaited<ReturnType<ReturnType<typeof placementRows>['execute']>>[number]
