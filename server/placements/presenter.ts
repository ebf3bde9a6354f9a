import { presentServiceTerms } from '../proposals/presenter.ts'
import type { PlacementRow } from './queries.ts'

const client = (row: PlacementRow) => ({
  id: row.id,
  version: row.version,
  status: row.status,
  application: { id: row.application_id },
  job: { id: row.job_id, title: row.job_title },
  company: { id: row.company_id, name: row.company_name },
  candidate: { name: row.candidate_name },
  salary:
    row.salary !== null && row.salary_currency !== null
      ? { amount: Number(row.salary), currency: row.salary_currency }
      : null,
  startsOn: row.starts_on,
  madeAt: row.created_at.toISOString(),
})

/** A placement, per audience: the employer reads what was agreed with the person, the staff also what it is paid for it. */
export const presentPlacement = {
  staff: (row: PlacementRow) => ({
    ...client(row),
    candidate: { id: row.candidate_id, name: row.candidate_name },
    terms: row.terms &&
      row.terms_version !== null && {
        version: row.terms_version,
        ...presentServiceTerms(row.terms),
      },
  }),
  client,
}
