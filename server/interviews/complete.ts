import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { changeInterview, checkOpen } from './change-interview.ts'
import { showInterview } from './presenter.ts'
import type { InterviewInput } from './schema.ts'
import { settleInterview } from './settle.ts'

const happened = { completed: 'interview.completed', no_show: 'interview.missed' } as const

const close = (actor: Actor, interviewId: string, status: keyof typeof happened) =>
  changeInterview(actor, { interviewId, verb: 'arrange' }, async (write, draft, interview) => {
    if (interview.status === status) return showInterview(actor, interview)
    checkOpen(interview, draft, ['scheduled'])
    if (interview.starts_at! > write.now) throw conflict('This interview has not begun yet.')

    await write.sql
      .updateTable('interview')
      .set({ status, status_since: write.now, version: interview.version + 1, updated_at: write.now })
      .where('id', '=', interviewId)
      .execute()
    return showInterview(
      actor,
      await settleInterview(write, draft.card, { event: happened[status], interviewId }),
    )
  })

/** It took place. 409 before its start. */
export const completeInterview = (actor: Actor, { interviewId }: InterviewInput) =>
  close(actor, interviewId, 'completed')

/** The candidate did not come. 409 before the start. */
export const missInterview = (actor: Actor, { interviewId }: InterviewInput) =>
  close(actor, interviewId, 'no_show')
