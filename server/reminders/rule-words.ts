import type { Cadence, RuleName, Superior } from '../owed/rules.ts'

interface RuleWords {
  /** What is to be done. */
  what: string
  /** Who owes it. */
  who: string
  /** What its time is counted from. */
  since: string
  /** What ends it. */
  until: string
}

/** The rules to whoever sets them, and to whoever asks why. */
export const ruleWords: Record<RuleName, RuleWords> = {
  'invoice-payment': {
    what: 'Pay an invoice',
    who: 'the client’s billing contacts',
    since: 'the day it is due',
    until: 'it is paid, credited or disputed',
  },
  'job-approval': {
    what: 'Approve or return a job',
    who: 'managers',
    since: 'it was submitted',
    until: 'it is approved, returned or withdrawn',
  },
  'terms-approval': {
    what: 'Approve or return agreed terms',
    who: 'managers',
    since: 'the other side accepted them',
    until: 'they are approved, returned or countered',
  },
  'recruiter-missing': {
    what: 'Assign a recruiter to a job',
    who: 'managers',
    since: 'it opened without one',
    until: 'one is assigned, or it closes',
  },
  'assignment-idle': {
    what: 'Start on a job',
    who: 'its assigned recruiters',
    since: 'they were assigned',
    until: 'they do anything on it, are taken off it, or it closes',
  },
  'shortlist-action': {
    what: 'Decide on a proposed candidate',
    who: 'the client’s hiring managers',
    since: 'the candidate was proposed',
    until: 'it is decided, the proposal is taken back, or the job closes',
  },
  'interview-scheduling': {
    what: 'Arrange an interview',
    who: 'the job’s recruiters',
    since: 'the candidate came to the interviews without one',
    until: 'one is scheduled, the candidate moves on, or the job closes',
  },
  'interview-answer': {
    what: 'Say whether one can interview',
    who: 'each of the panel',
    since: 'they were asked',
    until: 'they answer, or the interview begins or is cancelled',
  },
  'interview-choice': {
    what: 'Choose a time for an interview',
    who: 'the candidate',
    since: 'times were proposed',
    until: 'one is chosen or scheduled, or all are taken back',
  },
  feedback: {
    what: 'Give feedback on an interview',
    who: 'each interviewer who sat in it',
    since: 'its end',
    until: 'theirs is given, the interview is cancelled, or a decision is made',
  },
  'candidate-selection': {
    what: 'Choose or decline a candidate',
    who: 'the client’s hiring managers',
    since: 'all feedback was in',
    until: 'the candidate is chosen or declined, or the job closes',
  },
  'posting-acceptance': {
    what: 'Say whether one wants to be put forward',
    who: 'the candidate',
    since: 'they were put forward',
    until: 'they accept or decline, it expires, or the job closes',
  },
  'profile-update': {
    what: 'Complete or renew a profile',
    who: 'the candidate',
    since: 'they signed up, or three days before it was old',
    until: 'it is complete and new, or they are hired',
  },
  deadline: {
    what: 'Extend a job or decide, before its deadline',
    who: 'managers and assigned recruiters',
    since: 'the deadline',
    until: 'the job is closed, filled or extended',
  },
  'joining-status': {
    what: 'Say whether somebody has joined',
    who: 'the client’s hiring managers',
    since: 'the joining date',
    until: 'they are recorded as joined or not coming, or the date is moved',
  },
  'offer-making': {
    what: 'Make an offer',
    who: 'the job’s recruiters',
    since: 'the candidate was chosen',
    until: 'one is made, or the candidate moves on',
  },
  'offer-answer': {
    what: 'Answer an offer',
    who: 'the candidate',
    since: 'it was made',
    until: 'it is answered, taken back or expires',
  },
  'counter-answer': {
    what: 'Answer a counter-offer',
    who: 'the job’s recruiters',
    since: 'it was made',
    until: 'it is answered, taken back or expires',
  },
}

const list = new Intl.ListFormat('en', { type: 'conjunction' })

const superiors: Record<Superior, string> = {
  recruiter: 'the job’s recruiters',
  manager: 'the managers',
  admin: 'the admins',
}

/** To whom it goes in the end; null where it goes to nobody. */
export const thenWords = (then: readonly Superior[]) =>
  then.length ? list.format(then.map(part => superiors[part])) : null

const count = (amount: number, unit: string) => `${amount} ${unit}${amount === 1 ? '' : 's'}`

const dayWords = (day: number) =>
  day === 0 ? 'on the day' : `${count(Math.abs(day), 'day')} ${day < 0 ? 'before' : 'after'}`

/** How often, in words: `first 4 working hours after it was submitted, then every 8, 3 times at most`. */
export const cadenceWords = (rule: RuleName, cadence: Cadence) => {
  const { since } = ruleWords[rule]
  if ('days' in cadence) return `at 9:00, ${list.format(cadence.days.map(dayWords))}, counted from ${since}`
  const { hours, first, every, most } = cadence
  const unit = hours === 'working' ? 'working hour' : 'hour'
  const start = first ? `first ${count(first, unit)} after ${since}` : `first at once, counted from ${since}`
  return most === 1
    ? `${start}, and once only`
    : `${start}, then every ${count(every, unit)}, ${most} times at most`
}

/** A rule as it is in force, as one sentence. */
export const ruleSentence = (rule: RuleName, cadence: Cadence | null) => {
  const { what, who, until } = ruleWords[rule]
  if (!cadence) return `${what}: it waits for ${who}, who are not reminded, until ${until}.`
  const then = thenWords(cadence.escalate)
  return `${what}: ${who} are reminded ${cadenceWords(rule, cadence)}, until ${until}.${then ? ` If all that did not help, ${then} hear of it once, and after that nobody.` : ''}`
}
