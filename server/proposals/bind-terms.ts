import { newId } from '../../db/new-id.ts'
import type { Write } from '../transaction.ts'
import type { ProposalRow } from './queries.ts'

/**
 * Shared step: accepted terms become the next version of the job's. Its negotiation is held, of which a job has one, so
 * that versions have no gap.
 */
export const bindTerms = async (
  { sql, now }: Write,
  jobId: string,
  { id, terms }: ProposalRow,
  approvedBy: string,
) => {
  const { last } = await sql
    .selectFrom('service_terms')
    .select(eb => eb.fn.max('version').as('last'))
    .where('job_id', '=', jobId)
    .executeTakeFirstOrThrow()
  await sql
    .insertInto('service_terms')
    .values({
      id: newId(),
      job_id: jobId,
      version: (last ?? 0) + 1,
      proposal_id: id,
      terms: JSON.stringify(terms),
      approved_by_name: approvedBy,
      bound_at: now,
    })
    .execute()
}
