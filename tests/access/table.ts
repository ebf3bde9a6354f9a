import type { Role } from '../../db/entities/user.ts'
import { signedIn } from '../support/people.ts'
import type { makeCase } from './case.ts'
import type { markers } from './markers.ts'
import type { Seat, World } from './seats.ts'
import type { Extra } from './together.ts'

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
  /** What the rules of this route show to everybody it lets in, though it is kept from them elsewhere. */
  shows?: (keyof typeof markers)[]
  /** The state the case is made in. */
  status?: string
  stage?: 'applied' | 'screening' | 'withdrawn' | 'interview' | 'offer' | 'hired'
  /** What else there is in the case. */
  has?: Extra
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

/** What stands for `{id}` is a thing that the case has beside its job and application. */
const extra = (name: string, body?: object) => (_world: World, one: Case) => ({
  id: one.ids[name]!,
  ...(body && { body }),
})

const talkers: Role[] = [...movers, 'interviewer', 'candidate']
const judges: Role[] = [...movers, 'interviewer']
const putters: Role[] = [...staff, 'agency', 'candidate']
const calendars: Role[] = ['manager', 'recruiter', 'client', 'interviewer', 'candidate']

const interviewReaders = {
  who: talkers,
  ok: [...ourStaff, ...ourClients, 'panelist', 'candidate'],
  stage: 'interview',
  has: 'interview',
} satisfies Row
const arrangers = {
  who: movers,
  ok: [...ourStaff, 'client'],
  denied: ['siblingClient'],
  stage: 'interview',
  has: 'interview',
} satisfies Row
const panelists = {
  who: ['manager', 'recruiter', 'client', 'interviewer'],
  ok: ['panelist'],
  denied: ['manager', 'recruiter', 'siblingRecruiter', ...ourClients],
  stage: 'interview',
  has: 'interview',
} satisfies Row
const discussion = {
  who: talkers,
  ok: [...ourStaff, ...ourClients, 'panelist'],
  stage: 'interview',
  has: 'discussedInterview',
} satisfies Row
/** Terms that our staff proposed: theirs to take back, the client's to answer. */
const negotiators = {
  who: [...movers, 'candidate'],
  ok: ['client'],
  denied: [...ourStaff, 'siblingClient'],
  has: 'terms',
} satisfies Row
const invoiced = {
  who: movers,
  ok: [...ourStaff, ...ourClients],
  stage: 'hired',
  has: 'issuedInvoice',
} satisfies Row
const bookkeeping = { ...invoiced, who: ['manager'], ok: ['manager'] } satisfies Row
const ownFeed = { who: 'signed_in', ok: ['recruiter'], has: 'notification' } satisfies Row
const recruiterFeed = (body?: object) => (world: World) => ({
  id: world.seats.recruiter.id,
  ...(body && { body }),
})

let asked = 0
/** An hour of its own for each question, so that nobody is asked for twice at once. */
const freeHour = () => new Date(Date.now() + (24 * 500 + asked++) * 3_600_000).toISOString()

export const someTerms = {
  fee: { basisPoints: 2_000 },
  currency: 'EUR',
  paymentDays: 30,
  invoiceDelayDays: 14,
  guaranteeDays: 90,
  rebate: 'full',
}
const someOffer = {
  salary: { amount: 7_000_000, currency: 'EUR' },
  startsOn: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10),
}

const someBilling = {
  zone: 'Europe/Vienna',
  address: null,
  taxId: null,
  taxBasisPoints: 0,
  taxNote: null,
  billingEmail: null,
  contactIds: [],
  version: 1,
}

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
    ok: [...ourStaff, ...ourClients, 'interviewer', 'panelist', 'formerPanelist'],
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

  'get /me/profile': { who: ['candidate'], always: 200 },
  'put /me/profile': {
    who: ['candidate'],
    always: 200,
    ask: () => ({ body: { headline: null, location: null, skills: [], experienceYears: null } }),
  },
  // A candidate is nobody’s secret to those who look for candidates; how to reach them is
  'get /candidates': {
    who: boards,
    always: 200,
    shows: ['candidateName'],
    ask: () => ({ query: '?limit=100' }),
  },
  'get /candidates/{id}': {
    who: boards,
    // An agency looks up those who agreed to be put forward by it; here nobody was asked
    ok: [...ourStaff, 'foreignManager', 'foreignRecruiter', 'formerRecruiter', ...ourClients],
    stage: 'interview',
    shows: ['candidateName'],
    ask: world => ({ id: world.seats.candidate.id }),
  },
  'get /jobs/{id}/changes': { who: boards, ok: onBoard, ask: job() },
  'put /jobs/{id}/visit': { who: boards, ok: onBoard, ask: job({ epoch: 'none', seq: 0 }) },

  'get /jobs/{id}/shortlist': { who: movers, ok: [...ourStaff, ...ourClients], ask: job() },
  'post /applications/{id}/approve': {
    who: ['client'],
    ok: ['client'],
    denied: ['siblingClient'],
    ask: application({}),
  },
  'post /applications/{id}/decline': {
    who: ['client'],
    ok: ['client'],
    denied: ['siblingClient'],
    ask: application({ reason: 'Not this time.' }),
  },
  'post /jobs/{id}/shortlist/decide': {
    who: ['client'],
    ok: ['client'],
    denied: ['siblingClient'],
    ask: (_world, one) => ({
      id: one.job,
      body: { decisions: [{ applicationId: one.application, approve: true }] },
    }),
  },
  'post /applications/{id}/shortlist/withdraw': { who: staff, ok: ourStaff, ask: application({}) },
  'get /applications/{id}/introduction': { who: staff, ask: application() },
  'get /jobs/{id}/shortlist-links': { who: staff, ok: ourStaff, has: 'link', ask: job() },
  'post /jobs/{id}/shortlist-links': {
    who: staff,
    ok: ourStaff,
    ask: (world, one) => ({ id: one.job, body: { forId: world.seats.client.id } }),
  },
  'delete /shortlist-links/{id}': { who: staff, ok: ourStaff, has: 'link', ask: extra('link') },
  // Whoever has the link has its rights, and those of nothing else
  'get /shared/shortlists/{token}': {
    who: 'everyone',
    has: 'link',
    always: 200,
    shows: ['candidateName', 'letter'],
  },
  'post /shared/shortlists/{token}/decide': {
    who: 'everyone',
    has: 'link',
    always: 200,
    shows: ['candidateName', 'letter'],
    ask: (_world, one) => ({ body: { decisions: [{ applicationId: one.application, approve: true }] } }),
  },

  'post /jobs/{id}/submissions': {
    who: [...staff, 'agency'],
    ok: [...ourStaff, 'agency'],
    ask: (_world, one, seat) => ({
      id: one.job,
      body: { candidate: { name: 'New', email: `${seat}-${one.job}@forward.example` } },
    }),
  },
  'get /submissions': { who: putters, always: 200, has: 'submission', ask: () => ({ query: '?limit=100' }) },
  'get /submissions/{id}': {
    who: putters,
    ok: [...ourStaff, 'agency', 'otherCandidate'],
    has: 'submission',
    ask: extra('submission'),
  },
  'post /submissions/{id}/accept': {
    who: ['candidate'],
    ok: ['otherCandidate'],
    has: 'submission',
    ask: extra('submission', {}),
  },
  'post /submissions/{id}/decline': {
    who: ['candidate'],
    ok: ['otherCandidate'],
    has: 'submission',
    ask: extra('submission', {}),
  },
  'post /submissions/{id}/withdraw': {
    who: [...staff, 'agency'],
    ok: ['agency'],
    denied: ourStaff,
    has: 'submission',
    ask: extra('submission', {}),
  },

  'get /applications/{id}/interviews': { ...interviewReaders, ask: application() },
  'post /applications/{id}/interviews': {
    who: movers,
    ok: [...ourStaff, 'client'],
    denied: ['siblingClient'],
    stage: 'interview',
    ask: (world, one) => ({
      id: one.application,
      body: {
        title: 'Second conversation',
        minutes: 30,
        zone: 'Europe/Berlin',
        panel: [world.seats.panelist.id],
        startsAt: freeHour(),
      },
    }),
  },
  'get /applications/{id}/availability': { who: staff, ok: ourStaff, stage: 'interview', ask: application() },
  'get /interviews': {
    who: talkers,
    always: 200,
    stage: 'interview',
    has: 'interview',
    ask: () => ({ query: '?limit=100' }),
  },
  'get /interviews/{id}': { ...interviewReaders, ask: extra('interview') },
  'get /interviews/{id}.ics': { ...interviewReaders, ask: extra('interview') },
  'patch /interviews/{id}': {
    ...arrangers,
    ask: extra('interview', { version: 1, title: 'Another conversation' }),
  },
  'post /interviews/{id}/choose': {
    who: [...staff, 'candidate'],
    ok: [...ourStaff, 'candidate'],
    stage: 'interview',
    has: 'proposedInterview',
    ask: (_world, one) => ({ id: one.ids.interview!, body: { slotId: one.ids.slot } }),
  },
  'post /interviews/{id}/accept': { ...panelists, ask: extra('interview', {}) },
  'post /interviews/{id}/decline': { ...panelists, ask: extra('interview', {}) },
  'post /interviews/{id}/cancel': { ...arrangers, ask: extra('interview', { reason: 'The panel is ill.' }) },
  'post /interviews/{id}/complete': { ...arrangers, has: 'pastInterview', ask: extra('interview', {}) },
  'post /interviews/{id}/no-show': { ...arrangers, has: 'pastInterview', ask: extra('interview', {}) },
  'get /me/availability': { who: ['candidate'], always: 200 },
  'put /me/availability': { who: ['candidate'], always: 200, ask: () => ({ body: { windows: [] } }) },
  'get /me/calendar-feed': { who: calendars, always: 200 },
  'post /me/calendar-feed': { who: calendars, always: 201, ask: () => ({ body: {} }) },
  'delete /me/calendar-feed': { who: calendars, always: 204 },
  'get /calendar/{token}.ics': {
    who: 'everyone',
    has: 'calendarFeed',
    stage: 'interview',
    always: 200,
    shows: ['candidateName', 'interviewNote'],
  },

  'put /interviews/{id}/feedback': {
    who: judges,
    ok: ['panelist'],
    denied: [...ourStaff, ...ourClients],
    stage: 'interview',
    has: 'pastInterview',
    ask: extra('interview', { overall: 'yes', scores: [] }),
  },
  'get /applications/{id}/feedback': {
    who: judges,
    ok: [...ourStaff, ...ourClients, 'panelist'],
    stage: 'interview',
    has: 'feedback',
    ask: application(),
  },
  'get /me/waiting': { who: 'signed_in', always: 200 },
  'get /me/waiting/count': { who: 'signed_in', always: 200 },

  'get /jobs/{id}/threads': { who: movers, ok: [...ourStaff, ...ourClients], has: 'negotiation', ask: job() },
  'post /jobs/{id}/threads': {
    who: movers,
    ok: [...ourStaff, 'client'],
    denied: ['siblingClient'],
    ask: job({ kind: 'negotiation', text: 'Shall we talk?' }),
  },
  'get /applications/{id}/threads': {
    who: talkers,
    ok: [...ourStaff, ...ourClients, 'candidate', 'panelist'],
    stage: 'interview',
    has: 'discussedInterview',
    // The recruiters of their job are whom a candidate may speak to
    shows: ['staffName'],
    ask: application(),
  },
  'post /applications/{id}/threads': {
    who: talkers,
    ok: [...ourStaff, ...ourClients, 'panelist'],
    stage: 'interview',
    has: 'interview',
    ask: application({ kind: 'discussion', text: 'What do we think?' }),
  },
  'get /threads/{id}': { ...discussion, ask: extra('thread') },
  'get /threads/{id}/messages': { ...discussion, ask: extra('thread') },
  'post /threads/{id}/messages': { ...discussion, ask: extra('thread', { text: 'I agree.' }) },
  'post /threads/{id}/read': { ...discussion, ask: extra('thread', { upTo: 1 }) },
  'patch /messages/{id}': {
    ...discussion,
    ok: ['manager'],
    denied: [...ourStaff.filter(seat => seat !== 'manager'), ...ourClients, 'panelist'],
    ask: extra('message', { text: 'Otherwise.', version: 1 }),
  },
  'delete /messages/{id}': {
    ...discussion,
    ok: managers,
    denied: ['recruiter', 'siblingRecruiter', ...ourClients, 'panelist'],
    ask: extra('message'),
  },
  'get /messages/{id}/versions': {
    who: staff,
    ok: ourStaff,
    has: 'discussion',
    stage: 'interview',
    ask: extra('message'),
  },

  'post /threads/{id}/proposals': {
    who: movers,
    ok: [...ourStaff, 'client'],
    denied: ['siblingClient'],
    has: 'negotiation',
    ask: extra('thread', { terms: someTerms }),
  },
  'post /jobs/{id}/proposals': {
    who: movers,
    ok: [...ourStaff, 'client'],
    denied: ['siblingClient'],
    ask: job({ terms: someTerms }),
  },
  'post /applications/{id}/offers': {
    who: staff,
    ok: ourStaff,
    stage: 'offer',
    ask: application({ terms: someOffer }),
  },
  'post /proposals/{id}/counter': { ...negotiators, ask: extra('proposal', { terms: someTerms }) },
  'post /proposals/{id}/accept': { ...negotiators, ask: extra('proposal', {}) },
  'post /proposals/{id}/decline': { ...negotiators, ask: extra('proposal', {}) },
  'post /proposals/{id}/withdraw': {
    ...negotiators,
    ok: ourStaff,
    denied: ourClients,
    ask: extra('proposal', {}),
  },
  'post /proposals/{id}/approve': {
    who: admins,
    ok: managers,
    has: 'acceptedTerms',
    ask: extra('proposal', {}),
  },
  'post /proposals/{id}/return': {
    who: admins,
    ok: managers,
    has: 'acceptedTerms',
    ask: extra('proposal', { reason: 'Too low.' }),
  },
  'get /jobs/{id}/terms': { who: movers, ok: [...ourStaff, ...ourClients], has: 'boundTerms', ask: job() },
  'get /placements': {
    who: movers,
    always: 200,
    stage: 'hired',
    has: 'scheduledInvoice',
    ask: () => ({ query: '?limit=100' }),
  },
  'get /placements/{id}': { ...invoiced, has: 'scheduledInvoice', ask: extra('placement') },
  'patch /placements/{id}': {
    ...invoiced,
    has: 'placement',
    ask: extra('placement', { version: 1, status: 'fell_through', reason: 'Another offer.' }),
  },

  'get /invoices': {
    ...invoiced,
    always: 200,
    has: 'scheduledInvoice',
    ask: () => ({ query: '?limit=100' }),
  },
  'get /invoices.csv': {
    ...invoiced,
    always: 200,
    has: 'scheduledInvoice',
    ask: () => ({ query: '?from=2026-01-01&to=2026-12-31' }),
  },
  'get /invoices/{id}': { ...invoiced, ask: extra('invoice') },
  'get /invoices/{id}.pdf': { ...invoiced, ask: extra('invoice') },
  'get /credit-notes/{id}.pdf': { ...invoiced, has: 'creditedInvoice', ask: extra('creditNote') },
  'post /invoices/{id}/payments': {
    ...bookkeeping,
    ask: extra('invoice', { amount: { amount: 100, currency: 'EUR' }, paidOn: '2026-11-01' }),
  },
  'post /payments/{id}/reverse': {
    ...bookkeeping,
    has: 'paidInvoice',
    ask: extra('payment', { reason: 'Of another invoice.' }),
  },
  'post /invoices/{id}/dispute': {
    ...invoiced,
    who: ['client'],
    ok: ourClients,
    ask: extra('invoice', { reason: 'Not what we agreed on.' }),
  },
  'post /invoices/{id}/resolve': {
    ...invoiced,
    who: ['manager', 'client'],
    ok: ['manager', ...ourClients],
    has: 'disputedInvoice',
    ask: extra('invoice', {}),
  },
  'post /invoices/{id}/credit': {
    ...bookkeeping,
    ask: extra('invoice', { kind: 'full', reason: 'Never worked.' }),
  },
  'get /companies/{id}/billing': {
    who: movers,
    ok: [...ourStaff, ...ourClients],
    ask: world => ({ id: world.employer }),
  },
  'put /companies/{id}/billing': {
    who: movers,
    ok: [...ourStaff, ...ourClients],
    ask: world => ({ id: world.employer, body: someBilling }),
  },

  'get /reminders/explain': {
    who: 'signed_in',
    ok: [...ourStaff, 'client'],
    has: 'waiting',
    ask: (world, one) => ({ query: `?user=${world.seats.client.id}&subject=${one.application}` }),
  },
  'put /me/waiting/{rule}/{subjectId}/hold': {
    who: 'signed_in',
    ok: ['client'],
    has: 'waiting',
    ask: () => ({ body: { until: null } }),
  },
  'delete /me/waiting/{rule}/{subjectId}/hold': { who: 'signed_in', ok: ['client'], has: 'waiting' },
  'get /companies/{id}/reminder-settings': {
    who: ['manager'],
    ok: ['manager'],
    ask: world => ({ id: world.staffing }),
  },
  'put /companies/{id}/reminder-settings': {
    who: ['manager'],
    ok: ['manager'],
    ask: world => ({ id: world.staffing, body: { settings: [] } }),
  },
  'post /companies/{id}/reminder-settings/preview': {
    who: ['manager'],
    ok: ['manager'],
    ask: world => ({ id: world.staffing, body: { settings: [] } }),
  },
  'get /me/preferences': { who: 'signed_in', always: 200 },
  'put /me/preferences': { who: 'signed_in', always: 400, ask: () => ({ body: {} }) },
  'put /jobs/{id}/mute': { who: 'signed_in', ok: onBoard, status: 'draft', ask: job() },
  'delete /jobs/{id}/mute': { who: 'signed_in', ok: onBoard, status: 'draft', ask: job() },
  // Nobody’s mail has bounced
  'post /me/mail/reactivate': { who: 'signed_in', always: 404 },
  // Whoever calls shows a secret of the provider’s, and is nobody of ours
  'post /hooks/postmark': { who: 'everyone', always: 401, ask: () => ({ body: { RecordType: 'Open' } }) },
  'post /hooks/postmark/inbound': { who: 'everyone', always: 401, ask: () => ({ body: {} }) },

  'get /notifications': { who: 'signed_in', always: 200, has: 'notification' },
  'get /notifications/count': { who: 'signed_in', always: 200 },
  'post /notifications/seen': { who: 'signed_in', always: 200, ask: () => ({ body: {} }) },
  'post /notifications/mark-all-read': { who: 'signed_in', always: 200, ask: () => ({ body: {} }) },
  'patch /notifications/{id}': {
    who: 'signed_in',
    ok: ['recruiter'],
    has: 'notification',
    ask: extra('notification', { read: true }),
  },
  'delete /notifications/{id}': {
    who: 'signed_in',
    ok: ['recruiter'],
    has: 'notification',
    ask: extra('notification'),
  },
  'get /users/{id}/notifications': { ...ownFeed, ask: recruiterFeed() },
  'get /users/{id}/notifications/count': { ...ownFeed, ask: recruiterFeed() },
  'post /users/{id}/notifications/seen': { ...ownFeed, ask: recruiterFeed({}) },
  'post /users/{id}/notifications/mark-all-read': { ...ownFeed, ask: recruiterFeed({}) },
  'patch /users/{id}/notifications/{notificationId}': { ...ownFeed, ask: recruiterFeed({ read: true }) },
  'delete /users/{id}/notifications/{notificationId}': { ...ownFeed, ask: recruiterFeed() },
}
