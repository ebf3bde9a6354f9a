import type { Stage, WaitingRule } from '../../db/entities/application.ts'

/** Who has to do it. */
export const waitsFor = {
  'shortlist-action': 'client',
  'interview-scheduling': 'recruiter',
  'interview-choice': 'candidate',
  feedback: 'interviewers',
  'candidate-selection': 'client',
  'offer-making': 'recruiter',
  'offer-answer': 'candidate',
  'counter-answer': 'recruiter',
} as const satisfies Record<WaitingRule, string>

/** What the answer is made of: facts of the card alone, so that a write can tell it without asking for more. */
export interface CardFacts {
  stage: Stage
  stage_since: Date
  shortlist: string
  proposed_at: Date | null
  /** Of the latest interview that was not cancelled; null without one. */
  interview_status: 'proposed' | 'scheduled' | 'completed' | 'no_show' | null
  /** When it came into this status. */
  interview_since: Date | null
  interview_at: Date | null
  interview_ends_at: Date | null
  feedback_of: number
  feedback_given: number
  feedback_at: Date | null
  /** Whose offer lies on the table. */
  offer_by: 'staff' | 'candidate' | null
  offer_at: Date | null
}

interface Waiting {
  rule: WaitingRule
  /** From when on. It may lie ahead: feedback is waited for from the end of the interview on. */
  since: Date
}

const forInterview = (card: CardFacts): Waiting => {
  const { interview_status: status, interview_ends_at: endsAt, feedback_of: panel } = card
  const since = card.interview_since ?? card.stage_since
  if (status === 'proposed') return { rule: 'interview-choice', since }
  // Also when nobody of the panel is left: it takes another.
  if (status === null || status === 'no_show' || !endsAt || panel === 0)
    return { rule: 'interview-scheduling', since }
  if (card.feedback_given < panel) return { rule: 'feedback', since: endsAt }
  return { rule: 'candidate-selection', since: card.feedback_at ?? endsAt }
}

/** Whom a card waits for, and since when: the one definition behind badges, lists and reminders. Null if for nobody. */
export const waitingOf = (card: CardFacts): Waiting | null => {
  if (card.stage === 'screening' && card.shortlist === 'proposed')
    return { rule: 'shortlist-action', since: card.proposed_at ?? card.stage_since }
  if (card.stage === 'interview') return forInterview(card)
  if (card.stage !== 'offer') return null
  const since = card.offer_at ?? card.stage_since
  if (card.offer_by === 'staff') return { rule: 'offer-answer', since }
  return { rule: card.offer_by === 'candidate' ? 'counter-answer' : 'offer-making', since }
}

/** The end of every change of a card: its next version, and whom it waits for now. */
export const renewCard = (
  card: CardFacts & { version: number; waiting_rule: string | null; waiting_since: Date | null },
) => {
  const waiting = waitingOf(card)
  card.waiting_rule = waiting?.rule ?? null
  card.waiting_since = waiting?.since ?? null
  card.version += 1
}
