import { database } from '../../db/database.ts'
import type { Stage } from '../../db/entities/application.ts'
import { signedIn, type Person } from '../support/people.ts'
import { assign, makeApplication, makeCompany, makeJob } from '../support/world.ts'
import { makers, togetherMarkers, type Extra } from './together.ts'

/** What nobody but those named beside it may ever read, wherever it would turn up. */
export const markers = {
  candidateEmail: 'marker-address@secret.example',
  candidateName: 'Markéta Secret-Name',
  salary: '98765432',
  letter: 'MARKER-LETTER',
  staffReason: 'MARKER-REASON',
  staffName: 'Marker Recruiter-Name',
  ...togetherMarkers,
} as const

const moveTo = (person: Person, company: string) =>
  database().pool.query('update users set company_id = $2 where id = $1', [person.id, company])

/**
 * Everybody there is, in every relation to one job: their own, a sibling of those who work on it, a stranger to it, and
 * one who used to belong to it (whose assignment row is still there).
 */
export const makeSeats = async () => {
  const staffing = await makeCompany('staffing')
  const otherStaffing = await makeCompany('staffing')
  const employer = await makeCompany('employer', staffing)
  const otherEmployer = await makeCompany('employer', staffing)
  const agency = await makeCompany('agency')
  const otherAgency = await makeCompany('agency')
  const seats = {
    admin: await signedIn('admin'),
    manager: await signedIn('manager', staffing),
    foreignManager: await signedIn('manager', otherStaffing),
    recruiter: await signedIn('recruiter', staffing, markers.staffName),
    siblingRecruiter: await signedIn('recruiter', staffing),
    foreignRecruiter: await signedIn('recruiter', otherStaffing),
    formerRecruiter: await signedIn('recruiter', staffing),
    client: await signedIn('client', employer),
    siblingClient: await signedIn('client', employer),
    foreignClient: await signedIn('client', otherEmployer),
    formerClient: await signedIn('client', employer),
    interviewer: await signedIn('interviewer', staffing),
    panelist: await signedIn('interviewer', employer),
    formerPanelist: await signedIn('interviewer', employer),
    agency: await signedIn('agency', agency),
    foreignAgency: await signedIn('agency', otherAgency),
    candidate: await signedIn('candidate', null, markers.candidateName),
    otherCandidate: await signedIn('candidate'),
    stranger: null,
  }
  await database().pool.query('update users set email = $2 where id = $1', [
    seats.candidate.id,
    markers.candidateEmail,
  ])
  return { staffing, otherStaffing, employer, otherEmployer, agency, otherAgency, seats }
}

export type World = Awaited<ReturnType<typeof makeSeats>>
export type Seat = keyof World['seats']

/** A job of its own for one question, with everybody tied to it who is or was, and one application by the candidate. */
export const makeCase = async (
  world: World,
  {
    status = 'open',
    stage = 'screening',
    has,
  }: { status?: string; stage?: Stage; has?: Extra | undefined } = {},
) => {
  const { seats } = world
  const job = await makeJob({
    company: world.employer,
    staffing: world.staffing,
    by: seats.manager,
    status,
    openings: 9,
  })
  await assign(job, 'recruiter', { user: seats.recruiter }, seats.manager)
  await assign(job, 'recruiter', { user: seats.formerRecruiter }, seats.manager)
  await assign(job, 'hiring_manager', { user: seats.client }, seats.manager)
  await assign(job, 'hiring_manager', { user: seats.formerClient }, seats.manager)
  await assign(job, 'agency', { company: world.agency }, seats.manager)
  const application = await makeApplication(job, seats.candidate, {
    stage,
    shortlist: stage === 'screening' ? 'proposed' : 'none',
    agency: world.agency,
  })
  const { pool } = database()
  await pool.query(
    `update application set cover_letter = $2, expected_salary = $3, expected_salary_currency = 'EUR' where id = $1`,
    [application, markers.letter, markers.salary],
  )
  await pool.query(
    `insert into application_history (id, application_id, from_stage, to_stage, by_id, by_name, reason, at)
     values (gen_random_uuid(), $1, 'applied', 'screening', $2, $4, $3, now() + interval '1 second')`,
    [application, seats.recruiter.id, markers.staffReason, seats.recruiter.name],
  )
  const one = { job, application }
  const ids: Record<string, string> = has ? await makers[has](world, one) : {}
  return { ...one, ids }
}

/** Those who left, left: their assignments still name them. */
export const letThemLeave = async ({ seats, otherStaffing, otherEmployer }: World) => {
  await moveTo(seats.formerRecruiter, otherStaffing)
  await moveTo(seats.formerClient, otherEmployer)
  for (const person of [seats.formerRecruiter, seats.formerClient])
    person.companyId = person.role === 'client' ? otherEmployer : otherStaffing
}

const everything = Object.values(markers)
const allBut = (...shown: (keyof typeof markers)[]) =>
  everything.filter(marker => !shown.some(name => markers[name] === marker))

/** The markers that must not be in anything this seat receives. */
export const hiddenFrom = (seat: Seat): string[] => {
  switch (seat) {
    case 'recruiter':
      return []
    case 'admin':
    case 'siblingRecruiter':
    case 'manager':
      return [markers.notification]
    case 'client':
    case 'siblingClient':
      return allBut(
        'candidateName',
        'letter',
        'staffName',
        'feedbackRemark',
        'negotiation',
        'discussion',
        'fee',
        'placementSalary',
      )
    case 'candidate':
      return allBut('candidateName', 'candidateEmail', 'salary', 'letter', 'candidateThread', 'offerSalary')
    case 'agency':
      return allBut('candidateName', 'submissionNote')
    case 'panelist':
      return allBut('candidateName', 'letter', 'interviewNote', 'discussion', 'staffName')
    case 'formerPanelist':
    case 'interviewer':
    case 'foreignManager':
    case 'foreignRecruiter':
    case 'formerRecruiter':
    case 'foreignClient':
    case 'formerClient':
    case 'foreignAgency':
    case 'otherCandidate':
    case 'stranger':
      return everything
  }
}
