import { progressSentences } from './progress-sentences.ts'
import type { InterviewFacts } from './interview-subject.ts'
import type { ProposalFacts } from './proposal-subject.ts'
import type { CardFacts } from './subjects.ts'
import type { ThreadFacts } from './thread-subject.ts'

const listOf = (names: string[]) => {
  const [first, second, ...others] = names
  if (others.length)
    return `${first}, ${second} and ${others.length} ${others.length === 1 ? 'other' : 'others'}`
  return second ? `${first} and ${second}` : first!
}

/** The candidate's own words: how it stands, and never who moved it. */
export const yourProgress = ({ job, card }: CardFacts) => ({
  title: `Your application for ${job.title}: ${card.stage}`,
  body: progressSentences[card.progress] ?? job.company,
})
export const agencyProgress = ({ card }: CardFacts) => `${card.candidate}: ${card.stage}`
export const on = (when: string | null) => (when ? ` on ${when}` : '')

export const youInterview = ({ card, when }: InterviewFacts) => `You interview ${card.candidate}${on(when)}`
export const newTime = ({ card, when }: InterviewFacts) =>
  when
    ? `Interview with ${card.candidate} now${on(when)}`
    : `The interview with ${card.candidate} gets a new time`
export const calledOff = ({ when }: Pick<InterviewFacts, 'when'>) =>
  `Your interview${on(when)} is called off: you need not come`

export const messages = ({ topic, count, stack: { names, mentioned } }: ThreadFacts) => {
  if (count > 1)
    return `${count} messages from ${listOf(names)} in ${topic}${mentioned ? ', mentioning you' : ''}`
  return `${listOf(names)} ${mentioned ? 'mentioned you' : 'wrote'} in ${topic}`
}

/** An offer is the candidate's and the staff's business, terms are the client's and the staff's: the policy says who may read. */
export const what = ({ kind, candidate, job }: ProposalFacts) =>
  kind === 'service_terms' ? `The terms for ${job.title}` : `The offer to ${candidate}`
export const was = ({ kind }: ProposalFacts) => (kind === 'service_terms' ? 'were' : 'was')
/** To the two sides of a thread: the candidate reads of an offer, the others of either. */
export const both = (
  words: (facts: ProposalFacts) => string | null,
  yours: (facts: ProposalFacts) => string | null,
) => ({
  candidate: yours,
  recruiters: words,
  hiringManagers: words,
})
