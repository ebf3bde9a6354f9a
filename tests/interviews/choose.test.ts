import { describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeJob } from '../support/world.ts'
import { arranging } from './arranging.ts'

describe('choose a slot', () => {
  const app = hirewire()
  const at = arranging(app)
  const choose = (who: { token: string }, interview: { id: string }, slotId: string) =>
    app.call(who, 'POST', `/interviews/${interview.id}/choose`, { slotId })
  const proposed = async (panel = [at.people.interviewer]) => {
    const { id, candidate } = await at.freshCard()
    const interview = await at.schedule(id, { panel, slots: [at.freeTime(), at.freeTime(), at.freeTime()] })
    return {
      application: id,
      candidate,
      interview,
      slots: interview.slots as { id: string; startsAt: string }[],
    }
  }

  it('gives it its time, and everybody the other slots back', async () => {
    const { application, candidate, interview, slots } = await proposed()
    const chosen = await choose(candidate, interview, slots[1]!.id)
    expect(chosen.status, JSON.stringify(chosen.body)).toBe(200)
    expect(chosen.body).toMatchObject({ status: 'scheduled', startsAt: slots[1]!.startsAt, slots: [] })
    expect(chosen.body).not.toHaveProperty('version')
    expect(await at.bookingsOf(interview.id)).toEqual([at.people.interviewer.id, candidate.id].toSorted())
    expect(await at.cardRow(application)).toMatchObject({
      interview_status: 'scheduled',
      interview_at: new Date(slots[1]!.startsAt),
      waiting_rule: 'feedback',
    })
    const { id } = await at.freshCard()
    await at.schedule(id, { startsAt: slots[0]!.startsAt })
    // Once more is the same; another one is too late.
    expect((await unchanged(() => choose(candidate, interview, slots[1]!.id))).status).toBe(200)
    expect(await unchanged(() => choose(candidate, interview, slots[2]!.id))).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
  })

  it('may be done by the staff for them, of two at once by one', async () => {
    const { candidate, interview, slots } = await proposed()
    const answers = await Promise.all([
      choose(candidate, interview, slots[0]!.id),
      choose(at.people.recruiter, interview, slots[1]!.id),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await at.bookingsOf(interview.id)).toHaveLength(2)
  })

  it('tells a candidate who is expected elsewhere that they are busy', async () => {
    const { candidate, interview, slots } = await proposed()
    const { otherStaffing: company } = at.world
    const job = await makeJob({ company, staffing: company, by: at.people.outsideManager })
    const elsewhere = await at.card(candidate, job)
    await at.schedule(elsewhere, {
      by: at.people.outsideRecruiter,
      panel: [at.people.outsideManager],
      startsAt: slots[0]!.startsAt,
      title: 'ELSEWHERE',
    })
    const refused = await unchanged(() => choose(candidate, interview, slots[0]!.id))
    expect(refused).toMatchObject({ status: 409, body: { code: 'slot_taken', detail: 'You are busy then.' } })
    const toStaff = await unchanged(() => choose(at.people.recruiter, interview, slots[0]!.id))
    expect(toStaff.body).toMatchObject({ code: 'slot_taken', detail: 'The candidate is busy then.' })
    expect(JSON.stringify([refused.body, toStaff.body])).not.toContain('ELSEWHERE')
  })

  it('holds the slots until the first of them has passed', async () => {
    const { candidate, interview, slots } = await proposed()
    await app.sql(
      `update interview_slot set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = $1`,
      [slots[0]!.id],
    )
    expect(await unchanged(() => choose(candidate, interview, slots[0]!.id))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/slotId', code: 'past' }] },
    })
    const { id } = await at.freshCard()
    await at.schedule(id, { startsAt: slots[1]!.startsAt })
    expect(await unchanged(() => choose(candidate, interview, slots[1]!.id))).toMatchObject({
      status: 409,
      body: { code: 'slot_taken', detail: 'This time is not free any more.' },
    })
    expect((await choose(candidate, interview, slots[2]!.id)).status).toBe(200)
  })

  it('is nobody else’s, and of no bad input', async () => {
    const { interview, slots } = await proposed()
    const { people } = at
    const request = {
      method: 'POST',
      path: `/interviews/${interview.id}/choose`,
      body: { slotId: slots[0]!.id },
    } as const
    await expectRefused(app, request, [
      [people.client, 403],
      [people.interviewer, 403],
      [people.agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.candidate2, people.outsideRecruiter])
    await expectBadInputRefused(app, people.recruiter, request)
    await expectFieldsRefused(app, people.recruiter, request, [
      ['/slotId', { slotId: newId() }],
      ['/slotId', { slotId: undefined }],
    ])
  })
})
