import type { Actor } from '../actor.ts'
import { stale } from '../errors.ts'
import { bookTimes, claimTimes, freeTimes } from './bookings.ts'
import { changeInterview, checkOpen } from './change-interview.ts'
import { planEdit } from './edit-plan.ts'
import { showInterview } from './presenter.ts'
import { saveEdit } from './save-edit.ts'
import type { EditInput } from './schema.ts'
import { settleInterview } from './settle.ts'

/**
 * Changes an interview: another time, panel or place. What is not given stays. At another time the panel is asked again;
 * a time for one that was proposed makes it scheduled. 409 `stale` with the interview as it is now, `slot_taken` if
 * somebody is busy then, 400 for a time that has passed.
 */
export const editInterview = (actor: Actor, input: EditInput) =>
  changeInterview(
    actor,
    { interviewId: input.interviewId, verb: 'arrange' },
    async (write, draft, interview) => {
      const { card } = draft
      if (interview.version !== input.version) throw stale(showInterview(actor, interview))
      checkOpen(interview, draft, ['proposed', 'scheduled'])
      const plan = await planEdit(write, card, interview, input)
      if (!plan.isChanged) return showInterview(actor, interview)
      const { id, status } = interview
      const { invited, uninvited, times, panel, isMoved, isFixed, isHeard } = plan
      const candidate = { id: card.candidate_id, name: card.candidate_name, isCandidate: true }
      const isScheduled = status === 'scheduled' || isFixed
      const taken = { parties: isScheduled ? [...panel, candidate] : panel, times }
      const isBooked = isMoved || invited.length + uninvited.length > 0
      if (isBooked) await claimTimes(write, id, taken)

      await saveEdit(write, interview, plan)
      if (isBooked) {
        await freeTimes(write, id)
        await bookTimes(write, id, taken)
      }
      const changed = await settleInterview(write, card, {
        event: isFixed ? 'interview.scheduled' : isHeard ? 'interview.rescheduled' : 'interview.edited',
        interviewId: id,
        heardBy: isHeard || isBooked ? 'all' : 'panel',
        lostAccess: uninvited.length > 0,
        invited: invited.map(person => person.id),
        uninvited: uninvited.map(person => person.id),
        wasAt: interview.starts_at?.toISOString(),
      })
      return showInterview(actor, changed)
    },
  )
