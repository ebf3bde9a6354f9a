import type { WaitingRule } from '../../db/entities/application.ts'
import type { Category } from '../../db/tables.ts'
import type { Role } from '../../db/entities/user.ts'
import * as questions from './questions.ts'
import { ofCard, type Owed, type Question } from './questions.ts'

/** What a line is made of, as its reader may know it; what does not belong to it is empty. */
export interface Facts {
  /** The candidate: a pseudonym on a blind shortlist. */
  who: string
  job: string
  /** The number of an invoice. */
  invoice: string
  /** The day that it is about: as it was agreed or stands on an invoice, otherwise by the reader's calendar. */
  day: string
  /** Something that is required is missing: it is not merely old. */
  isIncomplete: boolean
}

/** Whom it is escalated to: of the staffing company, but for the admins of the platform. */
export type Superior = 'recruiter' | 'manager' | 'admin'

/**
 * When reminders go out, counted from a row's `anchor`. `hours`: of working time (Mon-Fri 09:00-18:00 of the
 * recipient's zone) or by the calendar; the first after so many, then `every` so many, at `most` so often. `days`: at
 * 09:00 of the recipient's days before (negative) and after the anchor's. `escalate`: to whom it goes once when the time of
 * one more has passed; after that nobody hears of it again.
 */
export type Cadence = { escalate: readonly Superior[] } & (
  { hours: 'working' | 'calendar'; first: number; every: number; most: number } | { days: readonly number[] }
)

interface Rule {
  /** What `subject_id` is the id of. */
  subject:
    'job' | 'application' | 'interview' | 'submission' | 'proposal' | 'invoice' | 'placement' | 'profile'
  /** Nobody else ever owes it, and need not be asked about it. */
  by: readonly Role[]
  owed: Question
  /** Null: it waits, but nobody is reminded. */
  remind: Cadence | null
  /** What is to be done, in words. */
  words(facts: Facts): string
  /** Where it is done. */
  page(row: Pick<Owed, 'job_id' | 'application_id' | 'subject_id'>): string
  /** What those read to whom it is escalated, and where it leads them if not there. */
  late?: { words(facts: Facts): string; page?: Rule['page'] }
  /** What news of it is, for whoever chooses what reaches them: a reminder unless told otherwise. */
  category?: Category
}

/** The roles of those who play each part, of whoever judges, and of whoever leads. */
const roles = {
  client: ['client', 'manager'],
  recruiter: ['recruiter', 'manager'],
  candidate: ['candidate'],
  panel: ['interviewer', 'client', 'recruiter', 'manager', 'admin'],
  managers: ['manager'],
} as const satisfies Record<string, Role[]>

const application: Rule['page'] = row => `/applications/${row.application_id}`
const board: Rule['page'] = row => `/jobs/${row.job_id}/board`
const days = (count: number) => count * 24

/**
 * Who owes what, since when, and how they are reminded of it: one page, and of each rule one question for the badge, the
 * page, the reminder and its explanation, so that they cannot disagree.
 */
export const rules = {
  'invoice-payment': {
    subject: 'invoice',
    by: ['client'],
    owed: questions.invoicePayment,
    remind: { days: [-3, 0, 7, 14, 21], escalate: ['manager'] },
    words: ({ invoice, day }) => `Pay invoice ${invoice}, due on ${day}`,
    page: row => `/invoices/${row.subject_id}`,
    late: { words: ({ invoice, day }) => `Invoice ${invoice} is not paid; it was due on ${day}` },
  },
  'job-approval': {
    subject: 'job',
    by: roles.managers,
    owed: questions.jobApproval,
    remind: { hours: 'working', first: 4, every: 8, most: 3, escalate: ['admin'] },
    words: ({ job }) => `Approve or return ${job}`,
    page: () => '/boards',
    late: { words: ({ job }) => `${job} waits for approval` },
  },
  'terms-approval': {
    subject: 'proposal',
    by: roles.managers,
    owed: questions.termsApproval,
    remind: { hours: 'working', first: 4, every: 8, most: 3, escalate: ['admin'] },
    words: ({ job }) => `Approve or return the agreed terms for ${job}`,
    page: row => `/jobs/${row.job_id}/negotiation`,
    late: { words: ({ job }) => `The agreed terms for ${job} wait for approval` },
  },
  'recruiter-missing': {
    subject: 'job',
    by: roles.managers,
    owed: questions.recruiterMissing,
    remind: { hours: 'working', first: 2, every: 8, most: 3, escalate: [] },
    words: ({ job }) => `Assign a recruiter to ${job}`,
    page: board,
  },
  'assignment-idle': {
    subject: 'job',
    by: roles.recruiter,
    owed: questions.assignmentIdle,
    remind: { hours: 'working', first: 8, every: 8, most: 3, escalate: ['manager'] },
    words: ({ job }) => `Start on ${job}`,
    page: board,
    late: { words: ({ job }) => `Nothing has been done on ${job}` },
  },
  'shortlist-action': {
    subject: 'application',
    by: roles.client,
    owed: ofCard('shortlist-action'),
    remind: { hours: 'working', first: 8, every: 8, most: 3, escalate: ['recruiter', 'manager'] },
    words: ({ who }) => `Decide on ${who}`,
    page: application,
    late: { words: ({ who }) => `${who} waits for a decision` },
  },
  'interview-scheduling': {
    subject: 'application',
    by: roles.recruiter,
    owed: ofCard('interview-scheduling'),
    remind: { hours: 'working', first: 4, every: 8, most: 3, escalate: ['manager'] },
    words: ({ who }) => `Arrange an interview with ${who}`,
    page: application,
    late: { words: ({ who }) => `No interview with ${who} is arranged` },
  },
  'interview-answer': {
    subject: 'interview',
    by: roles.panel,
    owed: questions.interviewAnswer,
    remind: null,
    words: ({ who }) => `Say whether you can interview ${who}`,
    page: application,
  },
  'interview-choice': {
    subject: 'application',
    by: roles.candidate,
    owed: ofCard('interview-choice'),
    remind: null,
    words: ({ job }) => `Choose a time for your interview: ${job}`,
    page: application,
  },
  feedback: {
    subject: 'interview',
    by: roles.panel,
    owed: questions.feedback,
    remind: { hours: 'calendar', first: 1, every: 24, most: 10, escalate: ['recruiter'] },
    words: ({ who }) => `Give your feedback on ${who}`,
    page: application,
    late: { words: ({ who }) => `Feedback on ${who} is missing` },
  },
  'candidate-selection': {
    subject: 'application',
    by: roles.client,
    owed: ofCard('candidate-selection'),
    remind: { hours: 'working', first: 16, every: 16, most: 3, escalate: ['recruiter'] },
    words: ({ who }) => `Choose or decline ${who}: all feedback is in`,
    page: application,
    late: { words: ({ who }) => `${who} waits to be chosen or declined` },
  },
  'posting-acceptance': {
    subject: 'submission',
    by: roles.candidate,
    owed: questions.postingAcceptance,
    remind: { hours: 'calendar', first: 24, every: 24, most: 3, escalate: ['recruiter'] },
    words: ({ job }) => `Say whether you want to be put forward for ${job}`,
    page: () => '/my-applications',
    late: {
      words: ({ who, job }) => `${who} has not said whether to be put forward for ${job}`,
      page: row => `/jobs/${row.job_id}/put-forward`,
    },
  },
  'profile-update': {
    subject: 'profile',
    by: roles.candidate,
    owed: questions.profileUpdate,
    remind: { hours: 'calendar', first: days(3), every: days(14), most: 4, escalate: [] },
    words: ({ isIncomplete }) =>
      isIncomplete ? 'Complete your profile, so that you are found' : 'See whether your profile still holds',
    page: () => '/my-profile',
    category: 'tips',
  },
  deadline: {
    subject: 'job',
    by: roles.recruiter,
    owed: questions.deadline,
    remind: { days: [-7, -3, -1], escalate: [] },
    words: ({ job, day }) => `${job} closes on ${day}: extend it, or decide`,
    page: board,
  },
  'joining-status': {
    subject: 'placement',
    by: roles.client,
    owed: questions.joiningStatus,
    remind: { hours: 'working', first: 0, every: 24, most: 5, escalate: ['recruiter', 'manager'] },
    words: ({ who, day }) => `Say whether ${who} has joined, as agreed for ${day}`,
    page: row => `/placements#placement-${row.subject_id}`,
    late: { words: ({ who, day }) => `Nobody has said whether ${who} joined, as agreed for ${day}` },
  },
  'offer-making': {
    subject: 'application',
    by: roles.recruiter,
    owed: ofCard('offer-making'),
    remind: null,
    words: ({ who }) => `Make ${who} an offer`,
    page: application,
  },
  'offer-answer': {
    subject: 'application',
    by: roles.candidate,
    owed: ofCard('offer-answer'),
    remind: null,
    words: ({ job }) => `Answer the offer: ${job}`,
    page: application,
  },
  'counter-answer': {
    subject: 'application',
    by: roles.recruiter,
    owed: ofCard('counter-answer'),
    remind: null,
    words: ({ who }) => `Answer the counter-offer of ${who}`,
    page: application,
  },
} as const satisfies Record<WaitingRule, Rule> & Record<string, Rule>

export type RuleName = keyof typeof rules
export const ruleNames = Object.keys(rules) as RuleName[]
export const ruleOf = (name: RuleName): Rule => rules[name]
/** The rules by which somebody in this role can owe anything at all. */
export const rulesFor = (role: Role) => ruleNames.filter(name => ruleOf(name).by.includes(role))
/** The rules that somebody is reminded by. */
export const remindingRules = ruleNames.filter(name => ruleOf(name).remind !== null)
