import type { CandidateRow } from './queries.ts'

const others = (row: CandidateRow) => ({
  id: row.id,
  name: row.name,
  headline: row.headline,
  skills: row.skills ?? [],
  experienceYears: row.experience_years,
})

/** A candidate, per audience: how to reach them is the staff's alone, of those whom a job of theirs has brought. */
export const presentCandidate = {
  others,
  staff: (row: CandidateRow) => ({
    ...others(row),
    location: row.location,
    ...(row.is_reachable && { email: row.email, phone: row.phone_number, noMail: row.no_mail }),
  }),
}
