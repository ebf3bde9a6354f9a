import type { Actor } from '../actor.ts'
import { invalidField } from '../errors.ts'
import { bookTimes, claimTimes, freeTimes } from './bookings.ts'
import { changeInterview, checkOpen } from './change-interview.ts'
import { showInterview } from './presenter.ts'
import { seatedIn } from './queries.ts'
import type { ChooseInput } from './schema.ts'
import { settleInterview } from './settle.ts'

/**
 * The candidate, or the staff for them, chooses one of the proposed slots: the interview is scheduled, and the other
 * slots are free again. 400 for a slot that is none or has passed, 409 `slot_taken` if somebody is busy then.
 */
export const chooseSlot = (actor: Actor, { interviewId, slotId }: ChooseInput) =>
  changeInterview(actor, { interviewId, verb: 'choose' }, async (write, draft, interview) => {
    const { card } = draft
    const slot = interview.slots.find(({ id }) => id === slotId)
    if (!slot) throw invalidField('/slotId', 'unknown', 'is none of its slots.')
    const { starts_at: startsAt, ends_at: endsAt } = slot
    if (interview.status === 'scheduled' && startsAt.getTime() === interview.starts_at?.getTime())
      return showInterview(actor, interview)
    checkOpen(interview, draft, ['proposed'])
    if (startsAt <= write.now) throw invalidField('/slotId', 'past', 'has passed already.')
    const candidate = { id: card.candidate_id, name: card.candidate_name, isCandidate: true }
    const taken = {
      parties: [...seatedIn(interview), candidate],
      times: [{ startsAt, endsAt, pointer: '/slotId' }],
    }
    await claimTimes(write, interviewId, taken)

    await freeTimes(write, interviewId)
    await bookTimes(write, interviewId, taken)
    await write.sql
      .updateTable('interview')
      .set({
        status: 'scheduled',
        status_since: write.now,
        starts_at: startsAt,
        ends_at: endsAt,
        version: interview.version + 1,
        updated_at: write.now,
      })
      .where('id', '=', interviewId)
      .execute()
    return showInterview(
      actor,
      await settleInterview(write, card, { event: 'interview.scheduled', interviewId }),
    )
  })
