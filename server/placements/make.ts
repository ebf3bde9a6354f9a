import { newId } from '../../db/new-id.ts'
import type { EmploymentOffer } from '../../db/tables.ts'
import type { Write } from '../transaction.ts'

interface Hired {
  id: string
  job_id: string
  candidate_id: string
  company_id: string
  staffing_company_id: string
}

/**
 * Shared step of every hire: the placement, with the terms that are bound to the job at this moment, if there are any,
 * and with what was offered, if the hire was the acceptance of an offer.
 */
export const makePlacement = async (
  { sql, now, record }: Write,
  card: Hired,
  offer?: { proposalId: string; terms: EmploymentOffer },
) => {
  const bound = await sql
    .selectFrom('service_terms')
    .select('id')
    .where('job_id', '=', card.job_id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const id = newId()
  await sql
    .insertInto('placement')
    .values({
      id,
      application_id: card.id,
      job_id: card.job_id,
      candidate_id: card.candidate_id,
      company_id: card.company_id,
      staffing_company_id: card.staffing_company_id,
      service_terms_id: bound?.id ?? null,
      proposal_id: offer?.proposalId ?? null,
      salary: offer ? String(offer.terms.salary.amount) : null,
      salary_currency: offer?.terms.salary.currency ?? null,
      starts_on: offer?.terms.startsOn ?? null,
      status_since: now,
      created_at: now,
      updated_at: now,
    })
    .execute()
  record('placement.made', { placementId: id, applicationId: card.id })
}
