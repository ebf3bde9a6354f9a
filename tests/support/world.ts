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
       source, agency_company_id, created_at, updated_at)
     values ($1, $2, $3, $4, now(), $5, $6, $7, $8, $9, now(), now())`,
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
