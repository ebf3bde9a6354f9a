import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { changeCard } from '../applications/change-card.ts'
import { renewCard } from '../applications/waiting.ts'
import { conflict, invalid, stale, type FieldError } from '../errors.ts'
import { applicationOf, cardFactsOf } from '../interviews/queries.ts'
import { authorize } from '../policy.ts'
import { policy } from './policy.ts'
import { presentFeedback } from './presenter.ts'
import { feedbackBy, seatIn } from './queries.ts'
import { saveFeedback } from './save.ts'
import type { GiveInput } from './schema.ts'

/** Throws 400 with every score that is for no criterion of the posting, or for one that has its score already. */
const checkScores = (scores: GiveInput['scores'], criteria: string[]) => {
  const wrong = (index: number, code: string, detail: string): FieldError[] => [
    { pointer: `/scores/${index}/criterion`, code, detail },
  ]
  const errors = scores.flatMap(({ criterion }, index) => {
    if (!criteria.includes(criterion)) return wrong(index, 'unknown', 'is no criterion of this posting.')
    const first = scores.findIndex(other => other.criterion === criterion)
    return first < index ? wrong(index, 'twice', 'has its score already.') : []
  })
  if (errors.length) throw invalid(errors)
}

/** Throws 409 unless the interview takes place and has begun. */
const checkTime = (interview: { status: string; starts_at: Date | null }, now: Date) => {
  const { status, starts_at: startsAt } = interview
  if (status === 'cancelled' || status === 'no_show')
    throw conflict('This interview did not take place: there is nothing to judge.')
  if (status === 'proposed' || !startsAt || startsAt > now)
    throw conflict('Feedback is given from the start of the interview on.')
}

/**
 * Gives one's feedback after an interview, or changes it; what it said before is kept. 404 unless the actor sees the
 * application, 403 unless they sit in the interview, 409 before its start or if it did not take place, 409 `stale` with
 * their feedback as it is now, 400 for scores on what the posting does not ask.
 */
export const giveFeedback = async (actor: Actor, { interviewId, version, ...given }: GiveInput) => {
  const applicationId = await applicationOf(interviewId)
  return changeCard(actor, { ask: { applicationId }, alone: true }, async (write, { card, subject }) => {
    const seat = await seatIn(write.sql, interviewId, actor.id)
    authorize(policy, 'give', actor, { application: subject, answer: seat.answer })
    checkTime(seat, write.now)
    const before = await feedbackBy(write.sql, interviewId, actor.id)
    if (before?.version !== version) throw stale(before ? presentFeedback(before, actor) : null)
    checkScores(given.scores, seat.scorecard)

    const feedbackId = before?.id ?? newId()
    await saveFeedback(write, { id: feedbackId, interviewId, applicationId, ...given }, before)
    const { feedback_given: count, feedback_yes: yes } = card
    Object.assign(card, await cardFactsOf(write.sql, applicationId))
    const isCounted = card.feedback_given !== count || card.feedback_yes !== yes
    if (isCounted) renewCard(card)
    write.record(before ? 'feedback.changed' : 'feedback.given', { card, feedbackId, interviewId, isCounted })
    return presentFeedback((await feedbackBy(write.sql, interviewId, actor.id))!, actor)
  })
}
