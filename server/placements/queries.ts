import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** A date as it is written: the driver would make an instant of it, in the zone of this machine. */
const dateOf = (column: 'starts_on' | 'joined_on' | 'left_on') =>
  sql<string | null>`to_char(${sql.ref(`p.${column}`)}, 'YYYY-MM-DD')`.as(column)

/**
 * Everything that a placement's presenters are made of. `net` and `invoice_status` are of the invoice that stands;
 * `is_rebated` says whether a credit note on it is by the guarantee.
 */
export const placementRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('placement as p')
    .innerJoin('job_posting as j', 'j.id', 'p.job_id')
    .innerJoin('company as c', 'c.id', 'p.company_id')
    .innerJoin('company as f', 'f.id', 'p.staffing_company_id')
    .innerJoin('users as u', 'u.id', 'p.candidate_id')
    .leftJoin('service_terms as s', 's.id', 'p.service_terms_id')
    .leftJoin('invoice as i', join =>
      join.onRef('i.placement_id', '=', 'p.id').on('i.status', '<>', 'cancelled'),
    )
    .select([
      'p.id',
      'p.application_id',
      'p.job_id',
      'p.candidate_id',
      'p.company_id',
      'p.staffing_company_id',
      'p.service_terms_id',
      'p.proposal_id',
      'p.salary',
      'p.salary_currency',
      'p.status',
      'p.status_since',
      'p.reason',
      'p.version',
      'p.created_at',
      'j.title as job_title',
      'c.name as company_name',
      'f.zone',
      'u.name as candidate_name',
      's.version as terms_version',
      's.terms',
      'i.status as invoice_status',
      'i.net',
      'i.currency as invoice_currency',
      sql<boolean>`exists (select from credit_note n where n.invoice_id = i.id and n.kind = 'guarantee')`.as(
        'is_rebated',
      ),
      dateOf('starts_on'),
      dateOf('joined_on'),
      dateOf('left_on'),
    ])
export type PlacementRow = Awaited<ReturnType<ReturnType<typeof placementRows>['execute']>>[number]

export const placementRow = (db: Kysely<Tables>, id: string) =>
  placementRows(db).where('p.id', '=', id).executeTakeFirstOrThrow()
