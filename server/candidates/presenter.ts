import type { CandidateRow } from './queries.ts'

const others = (row: CandidateRow) => ({
  id: row.id,
  name: row.name,
  headline: row.headline,
  skills: row.skills ?? [],
  experienceYears: row.experience_years,
})

/** A candidate, per audience: how to reach them is the staff's alone. */
export const presentCandidate = {
  others,
  staff: (row: CandidateRow) => ({
    ...others(row),
    email: row.email,
    phone: row.phone_number,
    location: row.location,
  }),
}
