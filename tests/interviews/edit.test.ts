import { describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { until } from '../support/wait.ts'
import { ahead, arranging } from './arranging.ts'

describe('change an interview', () => {
  const app = hirewire()
  const at = arranging(app)
  const edit = (interview: { id: string }, body: object, who = at.people.recruiter) =>
    app.call(who, 'PATCH', `/interviews/${interview.id}`, body)
  const sequenceOf = async ({ id }: { id: string }) =>
    (await app.sql<{ sequence: number }>('select sequence from interview where id = $1', [id]))[0]!.sequence

  it('to another time: the hour before is free, the panel is asked again, its calendars hear of it', async () => {
    const { people } = at
    const { id, candidate } = await at.freshCard()
    const made = await at.schedule(id)
    await at.ask(people.interviewer, 'POST', `/interviews/${made.id}/accept`)
    const startsAt = at.freeTime()
    const moved = await edit(made, { version: 2, startsAt, minutes: 30 })
    expect(moved.status, JSON.stringify(moved.body)).toBe(200)
    expect(moved.body).toMatchObject({ startsAt, minutes: 30, version: 3, panel: [{ answer: 'invited' }] })
    expect(await sequenceOf(made)).toBe(1)
    expect(await at.bookingsOf(made.id)).toEqual([people.interviewer.id, candidate.id].toSorted())
    expect(await at.cardRow(id)).toMatchObject({ interview_at: new Date(startsAt) })
    await at.schedule((await at.freshCard()).id, { startsAt: made.startsAt })
    // Its own hour is in nobody's way
    const shifted = new Date(new Date(startsAt).getTime() + 10 * 60_000).toISOString()
    expect((await edit(made, { version: 3, startsAt: shifted })).status).toBe(200)
    expect(await sequenceOf(made)).toBe(2)
  })

  it('to another panel: who is new is booked, who is gone is free and put out', async () => {
    const { people } = at
    const { id } = await at.freshCard()
    const made = await at.schedule(id)
    const seat = await inRoom(app.url, people.interviewer, `application:${id}`)
    const changed = await edit(made, { version: 1, panel: [people.client.id, people.recruiter2.id] })
    expect(changed.body.panel.map(({ name }: { name: string }) => name)).toEqual([
      'Clara Client',
      'Rob Recruiter',
    ])
    await until('put out', () => seat.closed())
    seat.close()
    expect(await at.bookingsOf(made.id)).not.toContain(people.interviewer.id)
    expect(await at.cardRow(id)).toMatchObject({ feedback_of: 2 })
    expect(await sequenceOf(made)).toBe(1)
    const busy = await at.freshCard()
    await at.schedule(busy.id, { startsAt: made.startsAt })
    expect(await unchanged(() => edit(made, { version: 2, panel: [people.interviewer.id] }))).toMatchObject({
      status: 409,
      body: { code: 'slot_taken' },
    })
  })

  it('in its note alone disturbs nobody’s calendar, nor the candidate', async () => {
    const { id } = await at.freshCard()
    const made = await at.schedule(id)
    const events = () =>
      app.sql(`select stream_id from event where stream_id like $1`, [`application:${id}:candidate`])
    const before = await events()
    const changed = await edit(made, { version: 1, note: 'Ask about the bread.' })
    expect(changed.body).toMatchObject({ note: 'Ask about the bread.', version: 2 })
    expect(await sequenceOf(made)).toBe(0)
    expect(await events()).toEqual(before)
    expect((await edit(made, { version: 2, note: null })).body).toMatchObject({ note: null })
  })

  it('keeps what is not given, and the same again changes nothing', async () => {
    const { id } = await at.freshCard()
    const made = await at.schedule(id, { location: 'Room 4', note: 'Kind words' })
    const changed = await edit(made, { version: 1, location: 'Room 5' })
    expect(changed.body).toMatchObject({ location: 'Room 5', note: 'Kind words', startsAt: made.startsAt })
    const same = {
      version: 2,
      location: 'Room 5',
      startsAt: made.startsAt,
      panel: [at.people.interviewer.id],
    }
    expect((await unchanged(() => edit(made, same))).body).toMatchObject({ version: 2 })
    const stale = await unchanged(() => edit(made, { version: 1, location: 'Room 6' }))
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { location: 'Room 5', version: 2 } },
    })
  })

  it('gives a proposed one its time at last, or longer slots', async () => {
    const { id, candidate } = await at.freshCard()
    const slots = [at.freeTime(), at.freeTime()]
    const made = await at.schedule(id, { slots })
    const longer = await edit(made, { version: 1, minutes: 90 })
    const end = (start: string) => new Date(new Date(start).getTime() + 90 * 60_000).toISOString()
    expect(longer.body.slots).toMatchObject(slots.map(startsAt => ({ startsAt, endsAt: end(startsAt) })))
    const fixed = await edit(made, { version: 2, startsAt: slots[1] })
    expect(fixed.body).toMatchObject({ status: 'scheduled', startsAt: slots[1], slots: [] })
    expect(await at.bookingsOf(made.id)).toEqual([at.people.interviewer.id, candidate.id].toSorted())
  })

  it('is not for what is over or out of the running', async () => {
    const { id } = await at.freshCard()
    const made = await at.schedule(id)
    await at.ask(at.people.recruiter, 'POST', `/interviews/${made.id}/cancel`, { reason: 'Ill.' })
    expect(await unchanged(() => edit(made, { version: 2, title: 'Again' }))).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: 'This interview is cancelled.' },
    })
    const other = await at.freshCard()
    const proposed = await at.schedule(other.id, { slots: [at.freeTime(), at.freeTime()] })
    await app.sql(`update application set stage = 'rejected' where id = $1`, [other.id])
    expect(await unchanged(() => edit(proposed, { version: 1, title: 'Again' }))).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
  })

  it('is nobody else’s, and of no bad input', async () => {
    const { people } = at
    const { id, candidate } = await at.freshCard()
    const made = await at.schedule(id)
    const request = {
      method: 'PATCH',
      path: `/interviews/${made.id}`,
      body: { version: 1, title: 'Other' },
    } as const
    await expectRefused(app, request, [
      [candidate, 403],
      [people.interviewer, 403],
      [people.agency, 403],
      [people.unassignedClient, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.outsideRecruiter, people.otherClient])
    await expectBadInputRefused(app, people.recruiter, request)
    await expectFieldsRefused(app, people.recruiter, request, [
      ['/version', { version: undefined }],
      ['/startsAt', { startsAt: ahead(-1) }],
      ['/panel/0', { panel: [candidate.id] }],
      ['/status', { status: 'completed' }],
      ['/zone', { zone: 'Nowhere' }],
    ])
  })
})
