import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import type { Write } from '../transaction.ts'
import { bookTimes, claimTimes, freeTimes } from './bookings.ts'
import { changeInterview, checkOpen } from './change-interview.ts'
import { showInterview } from './presenter.ts'
import type { InterviewRow } from './queries.ts'
import type { DeclineInput, InterviewInput } from './schema.ts'
import { settleInterview } from './settle.ts'
import { timesOf } from './times.ts'

const ownAnswer = (interview: InterviewRow, actor: Actor) =>
  interview.panel.find(({ user_id }) => user_id === actor.id)!.answer

const checkNotBegun = ({ starts_at: startsAt }: InterviewRow, now: Date) => {
  if (startsAt && startsAt <= now) throw conflict('This interview has begun.')
}

const save = async (
  { sql, now }: Write,
  interview: InterviewRow,
  { by, answer, reason }: { by: Actor; answer: 'accepted' | 'declined'; reason: string | null },
) => {
  await sql
    .updateTable('interview_panelist')
    .set({ answer, reason, answered_at: now })
    .where('interview_id', '=', interview.id)
    .where('user_id', '=', by.id)
    .execute()
  await sql
    .updateTable('interview')
    .set({ version: interview.version + 1, updated_at: now })
    .where('id', '=', interview.id)
    .execute()
}

/** One of the panel will come. Whoever had declined takes the time again: 409 `slot_taken` if it has gone elsewhere. */
export const acceptInterview = (actor: Actor, { interviewId }: InterviewInput) =>
  changeInterview(actor, { interviewId, verb: 'answer' }, async (write, draft, interview) => {
    const before = ownAnswer(interview, actor)
    if (before === 'accepted') return showInterview(actor, interview)
    checkOpen(interview, draft, ['proposed', 'scheduled'])
    checkNotBegun(interview, write.now)
    const taken = {
      parties: [{ id: actor.id, name: actor.name }],
      times: timesOf(interview, interview.minutes),
    }
    if (before === 'declined') await claimTimes(write, interviewId, taken)

    if (before === 'declined') await bookTimes(write, interviewId, taken)
    await save(write, interview, { by: actor, answer: 'accepted', reason: null })
    const heardBy = before === 'declined' ? 'all' : 'panel'
    return showInterview(
      actor,
      await settleInterview(write, draft.card, { event: 'interview.answered', interviewId, heardBy }),
    )
  })

/**
 * One of the panel will not come: their time is theirs again, and what they saw because they sit in it they see no more.
 * The interview stands, for the others.
 */
export const declineInterview = (actor: Actor, { interviewId, reason }: DeclineInput) =>
  changeInterview(actor, { interviewId, verb: 'answer' }, async (write, draft, interview) => {
    if (ownAnswer(interview, actor) === 'declined') return showInterview(actor, interview)
    checkOpen(interview, draft, ['proposed', 'scheduled'])
    checkNotBegun(interview, write.now)

    await save(write, interview, { by: actor, answer: 'declined', reason: reason ?? null })
    await freeTimes(write, interviewId, actor.id)
    const news = { event: 'interview.answered', interviewId, lostAccess: true } as const
    return showInterview(actor, await settleInterview(write, draft.card, news))
  })
