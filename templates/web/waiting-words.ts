import type { Card, Waiting } from '../../realtime/apply.ts'
import { lastingWords, slotWords } from './words.ts'

/** What a card says of whom it waits for, of its interview and its feedback. Pure. */

/** A word on a card. `time` stands behind its text and stays true; it is shown `from` an instant on, `until` another. */
export interface Tag {
  kind: '' | 'warn' | 'turn'
  text: string
  title: string
  time: { kind: 'lasting' | 'slot'; at: string; words: string } | null
  from: string | null
  until: string | null
  hidden: boolean
}

export const plainTag = (kind: Tag['kind'], text: string, title: string): Tag => ({
  kind,
  text,
  title,
  time: null,
  from: null,
  until: null,
  hidden: false,
})

/** The parts a reader plays on this job: what waits for one of them waits for the reader. */
export type Turns = readonly string[]

const names: Record<string, string> = {
  client: 'Client',
  recruiter: 'Recruiter',
  candidate: 'Candidate',
  interviewers: 'Panel',
}

const reasons: Record<string, string> = {
  'shortlist-action': 'Proposed to the client, who decides now',
  'interview-scheduling': 'An interview is to be arranged',
  'interview-choice': 'Times for an interview were proposed; the candidate chooses',
  feedback: 'Feedback of the panel is missing',
  'candidate-selection': 'All feedback is in; the client decides now',
  'offer-making': 'An offer is to be made',
  'offer-answer': 'The candidate has an offer, and answers it',
  'counter-answer': 'The candidate made a counter-offer, which is to be answered',
}

const whom = ({ waiting, feedback }: Pick<Card, 'feedback'> & { waiting: Waiting }, turns: Turns) => {
  if (turns.includes(waiting.for)) return 'You'
  if (waiting.rule === 'feedback' && feedback) return `Feedback ${feedback.given}/${feedback.of}`
  return names[waiting.for] ?? waiting.for
}

type Facts = Pick<Card, 'stage' | 'waiting' | 'interview' | 'feedback'>

/** Whom it waits for and since when, `Client · 2 d 3 h`, from the instant on at which it does. */
const waitingTag = ({ waiting, feedback }: Facts, turns: Turns, now: Date): Tag | null => {
  if (!waiting) return null
  const { since, rule } = waiting
  const who = whom({ waiting, ...(feedback && { feedback }) }, turns)
  return {
    ...plainTag(who === 'You' ? 'turn' : 'warn', `${who} · `, reasons[rule] ?? ''),
    time: { kind: 'lasting', at: since, words: lastingWords(new Date(since), now) },
    from: since,
    hidden: new Date(since) > now,
  }
}

/** The interview that is to come, until it begins. The server paints it in UTC, the page in its reader's zone. */
const interviewTag = ({ interview }: Facts, now: Date): Tag | null => {
  if (interview?.status !== 'scheduled' || !interview.at) return null
  const at = new Date(interview.at)
  return {
    ...plainTag('', 'Interview ', 'An interview is scheduled'),
    time: { kind: 'slot', at: interview.at, words: slotWords(at, now, 'UTC') },
    until: interview.at,
    hidden: at <= now,
  }
}

/** How much feedback is in, and once all is, how many are for. What is missing is waited for once the interview is over. */
const feedbackTag = ({ stage, feedback, waiting }: Facts, now: Date): Tag | null => {
  if (!feedback || !['interview', 'offer'].includes(stage)) return null
  const { given, of, yes } = feedback
  if (yes !== undefined) return plainTag('', `${yes} of ${of} for`, 'All feedback of the panel is in')
  if (given === 0) return null
  const until = waiting?.rule === 'feedback' ? waiting.since : null
  return {
    ...plainTag('', `Feedback ${given}/${of}`, `${given} of ${of} on the panel have given theirs`),
    until,
    hidden: until !== null && new Date(until) <= now,
  }
}

/** All that a card says of these, the most pressing first: who has to do something comes before what there is. */
export const progressTags = (facts: Facts, turns: Turns, now: Date): Tag[] =>
  [waitingTag(facts, turns, now), interviewTag(facts, now), feedbackTag(facts, now)].filter(
    tag => tag !== null,
  )
