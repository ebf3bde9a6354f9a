import type { JobRow } from './queries.ts'

const salary = (row: JobRow) =>
  row.salary_currency
    ? {
        min: row.salary_min === null ? null : Number(row.salary_min),
        max: row.salary_max === null ? null : Number(row.salary_max),
        currency: row.salary_currency,
      }
    : null

const iso = (at: Date | null) => at?.toISOString() ?? null

/** What a stranger reads of an open job. */
export const presentPublicJob = (row: JobRow) => ({
  id: row.id,
  title: row.title,
  description: row.description,
  type: row.type,
  subtype: row.subtype,
  level: row.level,
  company: { id: row.company_id, name: row.company_name },
  location: row.location,
  remote: row.remote,
  industry: row.industry,
  skills: row.skills,
  salary: salary(row),
  deadline: iso(row.deadline),
  applyUrl: row.apply_url,
  applyEmail: row.apply_email,
  openedAt: iso(row.opened_at),
  status: row.status,
})

const client = (row: JobRow) => ({
  ...presentPublicJob(row),
  openings: row.openings,
  blindShortlist: row.blind_shortlist,
  scorecard: row.scorecard,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  returnReason: row.return_reason,
  submittedAt: iso(row.submitted_at),
  closedAt: iso(row.closed_at),
})

/** A job, per audience, as lists, its board, its page and its events show it. */
export const presentJob = {
  staff: (row: JobRow) => ({
    ...client(row),
    staffingCompany: { id: row.staffing_company_id, name: row.staffing_company_name },
    assignments: row.assignments,
  }),
  client,
  agency: presentPublicJob,
}
