import type { IntroductionDetail, LinkRow } from './queries.ts'

export const presentIntroduction = (row: IntroductionDetail) => ({
  applicationId: row.application_id,
  candidate: { id: row.candidate_id, name: row.candidate_name },
  company: { id: row.company_id, name: row.company_name },
  by: { id: row.by_id, name: row.by_name },
  blind: row.blind,
  at: row.at.toISOString(),
})

const iso = (at: Date | null) => at?.toISOString() ?? null

/** A link as the staff know it. Its token is in no row. */
export const presentLink = (row: LinkRow) => ({
  id: row.id,
  jobId: row.job_id,
  for: { id: row.for_id, name: row.for_name },
  createdBy: { id: row.created_by_id, name: row.created_by_name },
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  revokedAt: iso(row.revoked_at),
  lastViewedAt: iso(row.last_viewed_at),
  views: row.views,
})
