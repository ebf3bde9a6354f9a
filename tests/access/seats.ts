import { database } from '../../db/database.ts'
import { signedIn, type Person } from '../support/people.ts'
import { makeCompany } from '../support/world.ts'
import { markers } from './markers.ts'

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
        'paymentReference',
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
