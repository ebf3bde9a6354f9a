import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectFieldsRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { day, makePlaced, type Placed } from './placed.ts'

describe('recording that somebody left', () => {
  const app = hirewire()
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
  })
  const left = (leftOn = day(), version = 2) => ({
    status: 'left',
    leftOn,
    reason: 'Moved to another town.',
    version,
  })

  it('stops the guarantee on the last day, and keeps what was owed then', async () => {
    const { people } = world
    const { id, version } = await world.joined(59)
    await world.issue()
    const answer = await world.change(people.client, id, left(day(-15), version))
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({
      status: 'left',
      joinedOn: day(-59),
      leftOn: day(-15),
      reason: 'Moved to another town.',
      next: ['left'],
      // Half of the guarantee is left: half of 12,000 EUR.
      guarantee: {
        daysServed: 45,
        daysLeft: 45,
        inside: true,
        owed: { amount: 600_000, currency: 'EUR' },
      },
    })
  })

  it('gives all back inside of a full rebate, and nothing the day after', async () => {
    const { people } = world
    for (const [days, owed, inside] of [
      [29, 1_200_000, true],
      [30, 0, false],
    ] as const) {
      const { id, version } = await world.joined(days, { bound: { rebate: 'full', guaranteeDays: 30 } })
      await world.issue()
      const answer = await world.change(people.recruiter, id, left(day(), version))
      expect(answer.body.guarantee).toMatchObject({
        daysServed: days + 1,
        daysLeft: 0,
        inside,
        owed: { amount: owed, currency: 'EUR' },
      })
    }
  })

  it('tells the client no amount as long as it has no invoice', async () => {
    const { people } = world
    const { id, version } = await world.joined(9)
    const answer = await world.change(people.client, id, left(day(), version))
    expect(answer.body.guarantee).toMatchObject({ daysServed: 10, daysLeft: 80, owed: null })
    expect((await world.read(people.manager, id)).guarantee.owed).toEqual({
      amount: 1_066_667,
      currency: 'EUR',
    })
  })

  it('is a success that changes nothing the second time, and leads nowhere else', async () => {
    const { people } = world
    const { id, version } = await world.joined(9)
    await world.change(people.client, id, left(day(-1), version))
    expect(await unchanged(() => world.change(people.client, id, left(day(-1), 1)))).toMatchObject({
      status: 200,
    })
    const back = { status: 'joined', joinedOn: day(-9), version: version + 1 }
    expect(await unchanged(() => world.change(people.client, id, back))).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition', allowed: ['left'] },
    })
  })

  it('is corrected by whoever may record it, until a credit note by the guarantee answers it', async () => {
    const { people } = world
    const { id, version } = await world.joined(59)
    await world.issue()
    await world.change(people.client, id, left(day(), version))
    const stale = await unchanged(() => world.change(people.recruiter, id, left(day(-15), version)))
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { leftOn: day() } } })
    const corrected = await world.change(people.recruiter, id, left(day(-15), version + 1))
    expect(corrected.body).toMatchObject({
      status: 'left',
      leftOn: day(-15),
      next: ['left'],
      guarantee: { daysServed: 45, owed: { amount: 600_000, currency: 'EUR' } },
    })
    const why = { ...left(day(-15), version + 2), reason: 'Was let go.' }
    expect((await world.change(people.client, id, why)).body).toMatchObject({ reason: 'Was let go.' })

    const [invoice] = await app.sql<{ id: string }>('select id from invoice where placement_id = $1', [id])
    const credit = { kind: 'guarantee', reason: 'By the terms.' }
    await app.call(people.manager, 'POST', `/invoices/${invoice!.id}/credit`, credit)
    const refused = await unchanged(() => world.change(people.client, id, left(day(-16), version + 3)))
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(refused.body.detail).toContain(`credit note by the guarantee answers the leaving on ${day(-15)}`)
    expect((await world.read(people.client, id)).next).toEqual([])
  })

  it('is credited for the day that is recorded, of a credit note and a correction at the same time', async () => {
    const { people } = world
    for (const first of ['credit', 'correction']) {
      const { id, version } = await world.joined(59)
      await world.issue()
      await world.change(people.client, id, left(day(), version))
      const [invoice] = await app.sql<{ id: string }>('select id from invoice where placement_id = $1', [id])
      const credit = () =>
        app.call(people.manager, 'POST', `/invoices/${invoice!.id}/credit`, {
          kind: 'guarantee',
          reason: 'By the terms.',
        })
      const correct = () => world.change(people.client, id, left(day(-15), version + 1))
      const [one, other] = first === 'credit' ? [credit, correct] : [correct, credit]
      await Promise.all([one(), other()])
      const { leftOn } = await world.read(people.client, id)
      const details = await app.call(people.manager, 'GET', `/invoices/${invoice!.id}`)
      expect(details.body.creditNotes).toMatchObject([{ computation: { leftOn } }])
    }
  })

  it('has its invoice made anew where the day lies outside of the guarantee after all', async () => {
    const { people } = world
    const { id, version } = await world.joined(20, {
      bound: { rebate: 'full', guaranteeDays: 10, invoiceDelayDays: 60 },
    })
    const statuses = () => app.sql('select status from invoice where placement_id = $1 order by id', [id])
    await world.change(people.client, id, left(day(-15), version))
    expect(await statuses()).toEqual([{ status: 'cancelled' }])
    await world.change(people.client, id, left(day(-5), version + 1))
    expect(await statuses()).toEqual([{ status: 'cancelled' }, { status: 'scheduled' }])
    await world.change(people.client, id, left(day(-12), version + 2))
    expect(await statuses()).toEqual([{ status: 'cancelled' }, { status: 'cancelled' }])
  })

  it('comes after joining', async () => {
    const { id } = await world.hire()
    expect(await unchanged(() => world.change(world.people.client, id, left(day(), 1)))).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition', allowed: ['joined', 'postponed', 'fell_through'] },
    })
  })

  it('takes a day from the first one until today, and its reason', async () => {
    const { id, version } = await world.joined(9)
    const request = { method: 'PATCH' as const, path: `/placements/${id}`, body: left(day(), version) }
    await expectBadInputRefused(app, world.people.client, request)
    await expectFieldsRefused(app, world.people.client, request, [
      ['/leftOn', { leftOn: undefined }],
      ['/leftOn', { leftOn: day(-10) }],
      ['/leftOn', { leftOn: day(2) }],
      ['/reason', { reason: undefined }],
      ['/reason', { reason: 'x'.repeat(2_001) }],
    ])
    // On the very first day, too.
    expect((await world.change(world.people.client, id, left(day(-9), version))).status).toBe(200)
  })
})
