import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { changeCard } from '../applications/change-card.ts'
import { conflict } from '../errors.ts'
import { authorize } from '../policy.ts'
import type { Write } from '../transaction.ts'
import { bookTimes, claimTimes } from './bookings.ts'
import { panelNamed } from './panel.ts'
import { policy } from './policy.ts'
import { showInterview } from './presenter.ts'
import { interviewSubject } from './queries.ts'
import { startOf, type ScheduleInput } from './schema.ts'
import { settleInterview } from './settle.ts'
import type { Party, Time } from './taken.ts'
import { timesFrom } from './times.ts'

interface Plan {
  id: string
  jobId: string
  panel: Party[]
  times: Time[]
  isProposed: boolean
}

const insert = async (
  { sql, now, actor }: Write,
  { id, jobId, panel, times, isProposed }: Plan,
  input: ScheduleInput,
) => {
  const fixed = isProposed ? null : times[0]!
  await sql
    .insertInto('interview')
    .values({
      id,
      application_id: input.applicationId,
      job_id: jobId,
      status: isProposed ? 'proposed' : 'scheduled',
      status_since: now,
      title: input.title,
      starts_at: fixed?.startsAt ?? null,
      ends_at: fixed?.endsAt ?? null,
      minutes: input.minutes,
      zone: input.zone,
      location: input.location ?? null,
      video_url: input.videoUrl ?? null,
      note: input.note ?? null,
      reason: null,
      created_by_id: actor!.id,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await sql
    .insertInto('interview_panelist')
    .values(
      panel.map(({ id: user_id, name }) => ({
        interview_id: id,
        user_id,
        user_name: name,
        reason: null,
        answered_at: null,
      })),
    )
    .execute()
  if (!isProposed) return
  await sql
    .insertInto('interview_slot')
    .values(
      times.map(({ slotId, startsAt, endsAt }) => ({
        id: slotId!,
        interview_id: id,
        starts_at: startsAt,
        ends_at: endsAt,
      })),
    )
    .execute()
}

/**
 * Makes an interview: at a fixed time, or proposed with slots from which the candidate chooses. The panel is booked for
 * all of them, the candidate once there is a time. 400 for a time that has passed or slots that overlap, 409 `conflict`
 * outside of the stage, 409 `slot_taken` if somebody is busy then.
 */
export const scheduleInterview = (actor: Actor, input: ScheduleInput) =>
  changeCard(actor, { ask: { applicationId: input.applicationId }, alone: true }, async (write, draft) => {
    const { card, subject } = draft
    authorize(policy, 'arrange', actor, interviewSubject(subject, null, actor))
    if (card.stage !== 'interview')
      throw conflict('Interviews are made for candidates in the stage Interview.')
    const { minutes, startsAt, slots = [] } = input
    const starts = startsAt
      ? [{ at: startOf(startsAt), pointer: '/startsAt' }]
      : slots.map((slot, index) => ({ at: startOf(slot), pointer: `/slots/${index}` }))
    const times = timesFrom(starts, { minutes, now: write.now })
    const panel = await panelNamed(write.sql, card, input.panel)
    const isProposed = !startsAt
    const candidate = { id: card.candidate_id, name: card.candidate_name, isCandidate: true }
    const plan = {
      id: newId(),
      jobId: card.job_id,
      panel,
      isProposed,
      times: isProposed ? times.map(time => ({ ...time, slotId: newId() })) : times,
    }
    const taken = { parties: isProposed ? panel : [...panel, candidate], times: plan.times }
    await claimTimes(write, plan.id, taken)

    await insert(write, plan, input)
    await bookTimes(write, plan.id, taken)
    const event = isProposed ? 'interview.proposed' : 'interview.scheduled'
    const interview = await settleInterview(write, card, { event, interviewId: plan.id })
    return showInterview(actor, interview)
  })
