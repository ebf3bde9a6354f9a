import { createHash } from 'node:crypto'
import { isBlind, isInHouse, isShownToClient } from './policy.ts'
import type { ApplicationRow, CardRow, HistoryRow, LeanCardRow } from './queries.ts'
import { progressOf } from './stages.ts'

/** Stands for a name on a blind shortlist. Of the application, so that it says nothing across employers. */
const pseudonym = (applicationId: string) =>
  `Candidate ${createHash('sha256').update(applicationId).digest('hex').slice(0, 4).toUpperCase()}`

const clientCandidate = (row: CardRow) =>
  isBlind(row)
    ? {
        name: pseudonym(row.id),
        blind: true,
        skills: row.skills ?? [],
        experienceYears: row.experience_years,
      }
    : {
        name: row.candidate_name,
        blind: false,
        skills: row.skills ?? [],
        experienceYears: row.experience_years,
      }

/** A card of the board, per audience. `rank` orders a column, ties by id. */
export const presentCard = {
  staff: (row: LeanCardRow) => ({
    id: row.id,
    version: row.version,
    rank: row.rank,
    stage: row.stage,
    since: row.stage_since.toISOString(),
    candidate: { id: row.candidate_id, name: row.candidate_name },
    shortlist: row.shortlist,
    source: row.source,
  }),
  client: (row: CardRow) => ({
    id: row.id,
    version: row.version,
    rank: row.rank,
    stage: row.stage,
    since: row.stage_since.toISOString(),
    candidate: clientCandidate(row),
    shortlist: row.shortlist,
  }),
  agency: (row: LeanCardRow) => ({
    id: row.id,
    stage: progressOf[row.stage],
    since: row.stage_since.toISOString(),
    candidate: { name: row.candidate_name },
  }),
}

const money = (amount: string | null, currency: string | null) =>
  amount !== null && currency !== null ? { amount: Number(amount), currency } : null

const job = (row: ApplicationRow) => ({
  id: row.job_id,
  title: row.job_title,
  company: { name: row.company_name },
})

/** One application, per audience. Whatever is not written down here reaches nobody. */
export const presentApplication = {
  staff: (row: ApplicationRow) => ({
    ...presentCard.staff(row),
    job: job(row),
    candidate: {
      id: row.candidate_id,
      name: row.candidate_name,
      email: row.candidate_email,
      headline: row.headline,
      skills: row.skills ?? [],
      experienceYears: row.experience_years,
    },
    coverLetter: row.cover_letter,
    expectedSalary: money(row.expected_salary, row.expected_salary_currency),
    noticePeriodDays: row.notice_period_days,
    shownToClient: isShownToClient(row),
    appliedAt: row.created_at.toISOString(),
  }),
  client: (row: ApplicationRow) => ({
    ...presentCard.client(row),
    job: job(row),
    // A letter may say who its writer is: on a blind shortlist it waits for the approval too.
    coverLetter: isBlind(row) ? null : row.cover_letter,
    noticePeriodDays: row.notice_period_days,
  }),
  agency: (row: ApplicationRow) => ({ ...presentCard.agency(row), job: job(row) }),
  candidate: (row: ApplicationRow) => ({
    id: row.id,
    stage: progressOf[row.stage],
    since: row.stage_since.toISOString(),
    job: job(row),
    coverLetter: row.cover_letter,
    expectedSalary: money(row.expected_salary, row.expected_salary_currency),
    noticePeriodDays: row.notice_period_days,
    appliedAt: row.created_at.toISOString(),
    canWithdraw: ['applied', 'screening', 'interview', 'offer'].includes(row.stage),
    canReopen: row.stage === 'withdrawn',
  }),
}

const by = (entry: HistoryRow) => ({ id: entry.by_id, name: entry.by_name })
const coarse = (entry: HistoryRow) => ({
  id: entry.id,
  from: entry.from_stage && progressOf[entry.from_stage],
  to: progressOf[entry.to_stage],
  by: null,
  at: entry.at.toISOString(),
  reason: null,
})

/** A history entry, per audience. A client reads the reasons of its own company, not the staff's. */
export const presentEntry = {
  staff: (entry: HistoryRow) => ({
    id: entry.id,
    from: entry.from_stage,
    to: entry.to_stage,
    by: by(entry),
    at: entry.at.toISOString(),
    reason: entry.reason,
  }),
  client: (entry: HistoryRow, row: CardRow) => ({
    id: entry.id,
    from: entry.from_stage,
    to: entry.to_stage,
    by: entry.by_id === row.candidate_id ? null : by(entry),
    at: entry.at.toISOString(),
    reason: entry.by_company_id === row.company_id ? entry.reason : null,
  }),
  agency: coarse,
  candidate: coarse,
}

/**
 * The entries of a history that this audience may read: a client's begins when the candidate was shown to it, unless it
 * recruits in-house. `listHistories` asks the same of the database.
 */
export const presentHistory = (
  cut: keyof typeof presentEntry,
  entries: HistoryRow[],
  row: CardRow,
): ReturnType<(typeof presentEntry)['staff' | 'client' | 'agency']>[] => {
  const shownAt = isInHouse(row) ? null : row.shown_to_client_at
  const seen = cut === 'client' && shownAt ? entries.filter(entry => entry.at >= shownAt) : entries
  return seen.map(entry => presentEntry[cut](entry, row))
}
