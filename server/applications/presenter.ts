import { createHash } from 'node:crypto'
import { isBlind, isInHouse, isShownToClient } from './policy.ts'
import type { ApplicationRow, CardRow, HistoryRow, LeanCardRow } from './queries.ts'
import { progressOf, type experienceBands } from './stages.ts'
import { waitsFor } from './waiting.ts'

/**
 * Stands for a name on a blind shortlist. Of the application, which is of one job and so of one employer: the same person
 * goes by another name at the next. Whoever could work it out from the id has the card itself before them.
 */
const pseudonym = (applicationId: string) =>
  `Candidate ${createHash('sha256').update(applicationId).digest('hex').slice(0, 4).toUpperCase()}`

/** As a band: on a blind shortlist the exact years would tell an age. */
const experienceOf = (years: number | null): (typeof experienceBands)[number] | null => {
  if (years === null) return null
  if (years < 2) return 'under 2 years'
  if (years < 5) return '2 to 5 years'
  return years < 10 ? '5 to 10 years' : '10 years or more'
}

const clientCandidate = (row: CardRow) =>
  isBlind(row)
    ? {
        name: pseudonym(row.id),
        blind: true,
        skills: row.skills ?? [],
        experience: experienceOf(row.experience_years),
        experienceYears: null,
      }
    : {
        name: row.candidate_name,
        blind: false,
        skills: row.skills ?? [],
        experienceYears: row.experience_years,
      }

/** Whom it waits for, and since when. From before that instant on it waits for nobody. */
const waiting = ({ waiting_rule: rule, waiting_since: since }: LeanCardRow) =>
  rule && since ? { waiting: { rule, for: waitsFor[rule], since: since.toISOString() } } : {}

/**
 * What the last interview and its feedback say on a card. How the feedback was is told when all of it is in: whoever
 * sits on the panel gives their own without having seen a fellow's.
 */
const interviewFacts = (row: LeanCardRow) => ({
  ...(row.interview_status && {
    interview: { status: row.interview_status, at: row.interview_at?.toISOString() ?? null },
  }),
  ...(row.feedback_of > 0 && {
    feedback: {
      given: row.feedback_given,
      of: row.feedback_of,
      ...(row.feedback_given >= row.feedback_of && { yes: row.feedback_yes }),
    },
  }),
})

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
    ...waiting(row),
    ...interviewFacts(row),
  }),
  client: (row: CardRow) => ({
    id: row.id,
    version: row.version,
    rank: row.rank,
    stage: row.stage,
    since: row.stage_since.toISOString(),
    candidate: clientCandidate(row),
    shortlist: row.shortlist,
    ...waiting(row),
    ...interviewFacts(row),
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
  interviewer: (row: ApplicationRow) => ({
    id: row.id,
    stage: row.stage,
    since: row.stage_since.toISOString(),
    job: job(row),
    candidate: {
      name: row.candidate_name,
      headline: row.headline,
      skills: row.skills ?? [],
      experienceYears: row.experience_years,
    },
    coverLetter: row.cover_letter,
  }),
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
    ...(row.waiting_rule && waitsFor[row.waiting_rule] === 'candidate' && waiting(row)),
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
  interviewer: (entry: HistoryRow) => ({
    id: entry.id,
    from: entry.from_stage,
    to: entry.to_stage,
    by: null,
    at: entry.at.toISOString(),
    reason: null,
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
): ReturnType<(typeof presentEntry)[keyof typeof presentEntry]>[] => {
  const shownAt = isInHouse(row) ? null : row.shown_to_client_at
  const seen = cut === 'client' && shownAt ? entries.filter(entry => entry.at >= shownAt) : entries
  return seen.map(entry => presentEntry[cut](entry, row))
}
