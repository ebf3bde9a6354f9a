import type { Actor } from '../actor.ts'
import { changeInterview, checkOpen } from './change-interview.ts'
import { endInterview } from './end.ts'
import { showInterview } from './presenter.ts'
import type { CancelInput } from './schema.ts'
import { settleInterview } from './settle.ts'

/** Calls an interview off, with a reason for the staff. Everybody's time is theirs again. */
export const cancelInterview = (actor: Actor, { interviewId, reason }: CancelInput) =>
  changeInterview(actor, { interviewId, verb: 'arrange' }, async (write, draft, interview) => {
    if (interview.status === 'cancelled') return showInterview(actor, interview)
    checkOpen(interview, draft, ['proposed', 'scheduled'])

    await endInterview(write, interview, reason)
    const news = { event: 'interview.cancelled', interviewId, lostAccess: true } as const
    return showInterview(actor, await settleInterview(write, draft.card, news))
  })
