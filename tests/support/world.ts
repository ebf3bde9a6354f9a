import { database } from '../../db/database.ts'
import { newId } from '../../db/new-id.ts'
import type { Stage } from '../../db/entities/application.ts'
import { generateKeyBetween } from 'fractional-indexing'
import { signedIn, type Person } from './people.ts'

const query = (text: string, params: unknown[]) => database().pool.query(text, params)

export const makeCompany = async (
  kind: 'staffing' | 'employer' | 'agency',
  servedBy: string | null = null,
) => {
  const id = newId()
  await query(`insert into company (id, name, kind, served_by_id) values ($1, $2, $3, $4)`, [
    id,
    `${kind} ${id.slice(-4)}`,
    kind,
    servedBy,
  ])
  return id
}

let lastMade = 0
/** Later than the one before, by a millisecond at least: lists go by it, and two jobs are often made within one. */
const nextInstant = () => new Date((lastMade = Math.max(Date.now(), lastMade + 1)))

export const makeJob = async (options: {
  company: string
  staffing: string
  by: Person
  status?: string
  blind?: boolean
  openings?: number
  deadline?: Date | null
}) => {
  const id = newId()
  await query(
    `insert into job_posting (id, company_id, staffing_company_id, title, description, type, status, created_by_id,
       opened_at, created_at, blind_shortlist, openings, deadline)
     values ($1, $2, $3, $4, 'What there is to do.', 'full_time', $5, $6, $10, $10, $7, $8, $9)`,
    [
      id,
      options.company,
      options.staffing,
      `Job ${id.slice(-4)}`,
      options.status ?? 'open',
      options.by.id,
      options.blind ?? false,
      options.openings ?? 1,
      options.deadline ?? null,
      nextInstant(),
    ],
  )
  return id
}

export const assign = (
  job: string,
  kind: 'recruiter' | 'hiring_manager' | 'agency',
  to: { user?: Person; company?: string },
  by: Person,
) =>
  query(
    `insert into assignment (id, job_id, kind, user_id, company_id, assigned_by_id) values ($1, $2, $3, $4, $5, $6)`,
    [newId(), job, kind, to.user?.id ?? null, to.company ?? null, by.id],
  )

const lastRank = new Map<string, string>()

/** What a card waits for in a stage that nothing has been done in yet. */
const waitingIn: Partial<Record<Stage, string>> = { interview: 'interview-scheduling', offer: 'offer-making' }

export const makeApplication = async (
  job: string,
  candidate: Person,
  options: { stage?: Stage; shortlist?: string; shown?: boolean; agency?: string | null } = {},
) => {
  const id = newId()
  const stage = options.stage ?? 'applied'
  const rank = generateKeyBetween(lastRank.get(job) ?? null, null)
  lastRank.set(job, rank)
  const shown =
    options.shown ?? (options.shortlist === 'proposed' || ['interview', 'offer', 'hired'].includes(stage))
  await query(
    `insert into application (id, job_id, candidate_id, stage, stage_since, rank, shortlist, shown_to_client_at,
       source, agency_company_id, created_at, updated_at, proposed_at, waiting_rule, waiting_since)
     values ($1, $2, $3, $4, now(), $5, $6, $7, $8, $9, now(), now(), case when $6 = 'proposed' then now() end,
       $10, case when $10::text is not null then now() end)`,
    [
      id,
      job,
      candidate.id,
      stage,
      rank,
      options.shortlist ?? 'none',
      shown ? new Date() : null,
      options.agency ? 'agency' : 'direct',
      options.agency ?? null,
      waitingIn[stage] ??
        (stage === 'screening' && options.shortlist === 'proposed' ? 'shortlist-action' : null),
    ],
  )
  await query(
    `insert into application_history (id, application_id, from_stage, to_stage, by_id, by_name, at)
     values ($1, $2, null, 'applied', $3, $4, now())`,
    [newId(), id, candidate.id, candidate.name],
  )
  return id
}

/** A small world: two staffing companies, two employers of the first, an agency, and one job with its people. */
export const makeWorld = async () => {
  const staffing = await makeCompany('staffing')
  const otherStaffing = await makeCompany('staffing')
  const employer = await makeCompany('employer', staffing)
  const otherEmployer = await makeCompany('employer', staffing)
  const agency = await makeCompany('agency')
  const otherAgency = await makeCompany('agency')
  const people = {
    admin: await signedIn('admin'),
    manager: await signedIn('manager', staffing, 'Mona Manager'),
    recruiter: await signedIn('recruiter', staffing, 'Rita Recruiter'),
    recruiter2: await signedIn('recruiter', staffing, 'Rob Recruiter'),
    client: await signedIn('client', employer, 'Clara Client'),
    unassignedClient: await signedIn('client', employer),
    otherClient: await signedIn('client', otherEmployer),
    interviewer: await signedIn('interviewer', staffing),
    agency: await signedIn('agency', agency),
    otherAgency: await signedIn('agency', otherAgency),
    outsideRecruiter: await signedIn('recruiter', otherStaffing),
    outsideManager: await signedIn('manager', otherStaffing),
    candidate: await signedIn('candidate', null, 'Cara Candidate'),
    candidate2: await signedIn('candidate', null, 'Carl Candidate'),
  }
  const job = await makeJob({ company: employer, staffing, by: people.manager, openings: 3 })
  await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
  await assign(job, 'hiring_manager', { user: people.client }, people.manager)
  await assign(job, 'agency', { company: agency }, people.manager)
  return { staffing, otherStaffing, employer, otherEmployer, agency, otherAgency, people, job }
}

/** An interview of this application that has been scheduled, with its panel; what its card says follows it. */
export const makeInterview = async (
  application: string,
  options: { panel: Person[]; by: Person; startsAt?: Date; minutes?: number; status?: string },
) => {
  const id = newId()
  const startsAt = options.startsAt ?? new Date(Date.now() + 86_400_000)
  const minutes = options.minutes ?? 60
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000)
  const status = options.status ?? 'scheduled'
  await query(
    `insert into interview (id, application_id, job_id, status, title, starts_at, ends_at, minutes, zone, created_by_id,
       created_at, updated_at)
     select $1, a.id, a.job_id, $3, 'Interview', $4, $5, $6, 'Europe/Berlin', $7, now(), now()
     from application a where a.id = $2`,
    [id, application, status, startsAt, endsAt, minutes, options.by.id],
  )
  for (const { id: userId, name } of options.panel) {
    await query('insert into interview_panelist (interview_id, user_id, user_name) values ($1, $2, $3)', [
      id,
      userId,
      name,
    ])
    await query(
      `insert into booking (id, user_id, interview_id, during) values ($1, $2, $3, tstzrange($4, $5))`,
      [newId(), userId, id, startsAt, endsAt],
    )
  }
  await query(
    `update application set interview_status = $2, interview_since = (select status_since from interview where id = $6),
       interview_at = $3, interview_ends_at = $4,
       feedback_of = feedback_of + $5,
       waiting_rule = case when stage = 'interview' then 'feedback' else waiting_rule end,
       waiting_since = case when stage = 'interview' then $4 else waiting_since end
     where id = $1`,
    [application, status, startsAt, endsAt, options.panel.length, id],
  )
  return id
}
