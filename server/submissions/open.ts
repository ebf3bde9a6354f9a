import type { Reading } from '../../db/in-transaction.ts'
import { builder, prepare } from '../../db/statement.ts'
import type { Audience } from '../actor.ts'
import { agencyOf } from './policy.ts'
import { presentSubmission } from './presenter.ts'
import { rowsOf } from './queries.ts'

const open = rowsOf(builder).where('s.status', '=', 'proposed').orderBy('s.id')
// A placeholder has its type from what it is compared with; the values are sent in this order.
const openOnJob = prepare('open-submissions-job', open.where('s.job_id', '=', ''))
const openOfAgency = prepare(
  'open-submissions-agency',
  open.where('s.job_id', '=', '').where('s.agency_company_id', '=', ''),
)
const openOfCandidate = prepare('open-submissions-candidate', open.where('s.candidate_id', '=', ''))

/** Who was put forward for a job and has not answered, oldest first: to staff all, to an agency its own, to others none. */
export const openSubmissionsOn = async (
  reading: Pick<Reading, 'send'>,
  jobId: string,
  audience: Audience,
) => {
  const agency = agencyOf(audience)
  if (agency) return (await openOfAgency(reading, 'proposed', jobId, agency)).map(presentSubmission.agency)
  if (audience !== 'staff') return []
  return (await openOnJob(reading, 'proposed', jobId)).map(presentSubmission.staff)
}

/** What a candidate was put forward for and has not answered, oldest first. */
export const openSubmissionsOf = async (reading: Pick<Reading, 'send'>, candidateId: string) =>
  (await openOfCandidate(reading, 'proposed', candidateId)).map(presentSubmission.candidate)
