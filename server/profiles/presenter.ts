interface ProfileRow {
  headline: string | null
  location: string | null
  skills: string[]
  experience_years: number | null
}

/** A profile as its own candidate sees it. */
export const presentProfile = (row: ProfileRow) => ({
  headline: row.headline,
  location: row.location,
  skills: row.skills,
  experienceYears: row.experience_years,
})
