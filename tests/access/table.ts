import type { Role } from '../../db/entities/user.ts'
import { signedIn } from '../support/people.ts'
import type { makeCase, Seat, World } from './seats.ts'

type Case = Awaited<ReturnType<typeof makeCase>>

/** What is asked, for one seat: what stands for `{id}`, what comes behind the path, what is sent. */
export interface Question {
  id?: string
  query?: string
  body?: object
}

export interface Row {
  /** Whom the route lets in at all. Compared with its declaration: it says the same twice, on purpose. */
  who: 'everyone' | 'signed_in' | Role[]
  /** Who gets a success; for a list, everybody who is let in does. */
  ok?: Seat[]
  /** Who sees it but may not do it: 403. Everybody else whose role is let in: 404. */
  denied?: Seat[]
  /** Other answers, where the thing itself decides. */
  answers?: Partial<Record<Seat, number>>
  /** One answer for everybody who is let in, such as 400 for an empty form of the sign-in. */
  always?: number
  /** For a list: those in whose answer the case turns up. In nobody else's it may. */
  lists?: { seats: Seat[]; by: 'job' | 'application' }
  /** The state the case is made in. */
  status?: string
  stage?: 'applied' | 'screening' | 'withdrawn'
  ask?: (world: World, one: Case, seat: Seat) => Question | Promise<Question>
}

const admins: Role[] = ['admin', 'manager']
const staff: Role[] = [...admins, 'recruiter']
const movers: Role[] = [...staff, 'client']
const boards: Role[] = [...movers, 'agency']

const managers: Seat[] = ['admin', 'manager']
const ourStaff: Seat[] = [...managers, 'recruiter', 'siblingRecruiter']
const ourClients: Seat[] = ['client', 'siblingClient']
const onBoard: Seat[] = [...ourStaff, ...ourClients, 'agency']
const readers: Seat[] = [...onBoard, 'candidate']

const application = (body?: object) => (_world: World, one: Case) => ({
  id: one.application,
  ...(body && { body }),
})
const job = (body?: object) => (_world: World, one: Case) => ({ id: one.job, ...(body && { body }) })
const newcomer = (world: World) => signedIn('recruiter', world.staffing)
const form: Row = { who: 'everyone', always: 400, ask: () => ({ body: {} }) }
const newPosting = { title: 'New', description: 'What there is to do.', type: 'full_time' }

/** Who may ask what of whom. A route that is missing here fails the test. */
export const table: Record<string, Row> = {
  'post /auth/sign-up/email': form,
  'post /auth/email-otp/send-verification-otp': form,
  'post /auth/email-otp/verify-email': form,
  'post /auth/sign-in/email': form,
  'post /auth/sign-in/phone-number': form,
  'post /auth/request-password-reset': form,
  'post /auth/reset-password': form,
  'post /auth/change-password': { ...form, who: 'signed_in' },
  'post /auth/sign-out': { ...form, ask: () => ({ body: { everything: true } }) },
  'get /auth/get-session': { who: 'everyone', always: 200 },
  'get /auth/token': { who: 'signed_in', always: 200 },
  'get /auth/jwks': { who: 'everyone', always: 200 },

  'get /me': { who: 'signed_in', always: 200 },
  'patch /me': { who: 'signed_in', always: 400, ask: () => ({ body: { role: 'admin' } }) },
  'get /users': { who: 'signed_in', always: 200, ask: () => ({ query: '?limit=100' }) },
  'post /users': {
    who: admins,
    ok: managers,
    // A company that is not theirs is a wrong field, as one that is nobody's
    answers: { foreignManager: 400 },
    ask: (world, one, seat) => ({
      body: {
        email: `${seat}-${one.job}@new.example`,
        name: 'New',
        role: 'recruiter',
        companyId: world.staffing,
      },
    }),
  },
  'get /users/{id}': {
    who: 'signed_in',
    ok: [...managers, 'recruiter'],
    ask: world => ({ id: world.seats.recruiter.id }),
  },
  'patch /users/{id}': {
    who: 'signed_in',
    ok: [...managers, 'siblingRecruiter'],
    ask: world => ({ id: world.seats.siblingRecruiter.id, body: { name: 'Renamed' } }),
  },
  'delete /users/{id}': {
    who: ['admin'],
    ok: ['admin'],
    ask: async world => ({ id: (await newcomer(world)).id }),
  },
  'patch /users/{id}/role': {
    who: ['admin'],
    ok: ['admin'],
    ask: async world => ({
      id: (await newcomer(world)).id,
      body: { role: 'manager', companyId: world.staffing },
    }),
  },
  'post /users/{id}/deactivate': {
    who: admins,
    ok: managers,
    ask: async world => ({ id: (await newcomer(world)).id }),
  },
  'post /users/{id}/reactivate': {
    who: admins,
    ok: managers,
    ask: async world => ({ id: (await newcomer(world)).id }),
  },

  'get /companies': { who: staff, always: 200 },
  'post /companies': {
    who: admins,
    ok: [...managers, 'foreignManager'],
    ask: () => ({ body: { name: 'New', kind: 'employer' } }),
  },
  'get /companies/{id}': {
    who: 'signed_in',
    ok: [...ourStaff, ...ourClients, 'interviewer'],
    ask: world => ({ id: world.employer }),
  },
  'patch /companies/{id}': {
    who: boards,
    ok: [...ourStaff, ...ourClients],
    ask: world => ({ id: world.employer, body: { location: 'Vienna' } }),
  },

  'get /jobs': {
    who: 'everyone',
    lists: { seats: onBoard, by: 'job' },
    status: 'paused',
    ask: () => ({ query: '?limit=100' }),
  },
  'post /jobs': {
    who: movers,
    ok: [...managers, 'recruiter', 'siblingRecruiter', ...ourClients],
    answers: {
      foreignClient: 400,
      formerClient: 400,
      foreignManager: 400,
      foreignRecruiter: 400,
      formerRecruiter: 400,
    },
    ask: world => ({ body: { ...newPosting, companyId: world.employer } }),
  },
  'get /jobs/{id}': { who: 'everyone', ok: onBoard, answers: { stranger: 404 }, status: 'draft', ask: job() },
  'patch /jobs/{id}': {
    who: movers,
    ok: ourStaff,
    denied: ourClients,
    ask: job({ title: 'Other', version: 1 }),
  },
  'put /jobs/{id}': {
    who: movers,
    ok: ourStaff,
    denied: ourClients,
    ask: job({ ...newPosting, version: 1 }),
  },
  'delete /jobs/{id}': {
    who: movers,
    ok: managers,
    denied: ['recruiter', 'siblingRecruiter', ...ourClients],
    ask: job({ version: 1 }),
  },
  'post /jobs/{id}/submit': { who: movers, ok: [...ourStaff, ...ourClients], status: 'draft', ask: job({}) },
  'post /jobs/{id}/approve': { who: admins, ok: managers, status: 'pending_approval', ask: job({}) },
  'post /jobs/{id}/return': {
    who: admins,
    ok: managers,
    status: 'pending_approval',
    ask: job({ reason: 'Too vague.' }),
  },
  'post /jobs/{id}/pause': { who: staff, ok: ourStaff, ask: job({}) },
  'post /jobs/{id}/reopen': { who: staff, ok: ourStaff, status: 'paused', ask: job({}) },
  'post /jobs/{id}/close': { who: movers, ok: [...ourStaff, ...ourClients], ask: job({}) },
  'get /jobs/{id}/assignments': { who: admins, ok: managers, ask: job() },
  'put /jobs/{id}/assignments': {
    who: admins,
    ok: managers,
    ask: job({ recruiters: [], hiringManagers: [], agencies: [], version: 1 }),
  },
  'get /jobs/{id}/board': { who: boards, ok: onBoard, ask: job() },

  'get /jobs/{id}/applications': { who: boards, ok: onBoard, ask: job() },
  'post /jobs/{id}/applications': {
    who: ['candidate'],
    ok: ['otherCandidate'],
    answers: { candidate: 409 },
    ask: job({}),
  },
  'post /applications/apply': {
    who: ['candidate'],
    ok: ['otherCandidate'],
    answers: { candidate: 409 },
    ask: (_world, one) => ({ body: { job: one.job } }),
  },
  'get /applications': {
    who: 'signed_in',
    lists: { seats: readers, by: 'application' },
    ask: () => ({ query: '?limit=100' }),
  },
  'get /histories': {
    who: 'signed_in',
    lists: { seats: readers, by: 'application' },
    ask: (_world, one) => ({ query: `?applicationId=${one.application}` }),
  },
  'get /applications/{id}': { who: 'signed_in', ok: readers, ask: application() },
  'get /applications/{id}/history': { who: 'signed_in', ok: readers, ask: application() },
  'post /applications/{id}/move': {
    who: movers,
    ok: [...ourStaff, 'client'],
    denied: ['siblingClient'],
    ask: application({ to: 'interview', version: 1 }),
  },
  'post /applications/{id}/change-stage': {
    who: movers,
    ok: [...ourStaff, 'client'],
    denied: ['siblingClient'],
    ask: application({ stage: 'interview' }),
  },
  'post /applications/{id}/reject': {
    who: movers,
    ok: [...ourStaff, 'client'],
    denied: ['siblingClient'],
    ask: application({ reason: 'Not this time.' }),
  },
  'post /applications/{id}/rank': { who: staff, ok: ourStaff, ask: application({ version: 1 }) },
  'post /applications/{id}/shortlist': { who: staff, ok: ourStaff, ask: application() },
  'post /applications/{id}/withdraw': { who: ['candidate'], ok: ['candidate'], ask: application() },
  'post /applications/{id}/reopen': {
    who: ['candidate'],
    ok: ['candidate'],
    stage: 'withdrawn',
    ask: application(),
  },
}
