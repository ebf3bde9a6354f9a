import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectFieldsRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { day, makePlaced, type Placed } from './placed.ts'

describe('recording that somebody starts later', () => {
  const app = hirewire()
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
  })
  const later = (startsOn = day(40), version = 1) => ({ status: 'postponed', startsOn, version })

  it('sets another day, as often as it takes, with or without a reason', async () => {
    const { people } = world
    const { id } = await world.hire()
    const reason = 'Their notice period is longer.'
    const first = await world.change(people.client, id, { ...later(), reason })
    expect(first.body).toMatchObject({
      status: 'postponed',
      startsOn: day(40),
      joinedOn: null,
      reason,
      version: 2,
      next: ['joined', 'postponed', 'fell_through'],
      guarantee: null,
    })
    expect(
      await unchanged(() => world.change(people.client, id, { ...later(), reason, version: 1 })),
    ).toMatchObject({ status: 200, body: { version: 2 } })
    expect((await world.change(people.recruiter, id, later(day(50), 2))).body).toMatchObject({
      startsOn: day(50),
      reason: null,
      version: 3,
    })
    const joined = await world.change(people.client, id, { status: 'joined', joinedOn: day(), version: 3 })
    expect(joined.body).toMatchObject({ status: 'joined', joinedOn: day(), startsOn: day(50) })
  })

  it('takes back a joining, and its planned invoice with it, until that is issued', async () => {
    const { people } = world
    const { id, version } = await world.joined(3)
    expect((await world.change(people.client, id, later(day(9), version))).body).toMatchObject({
      status: 'postponed',
      joinedOn: null,
    })
    expect(await app.sql('select status from invoice where placement_id = $1', [id])).toEqual([
      { status: 'cancelled' },
    ])
    const other = await world.joined(3)
    await world.issue()
    expect(
      await unchanged(() => world.change(people.client, other.id, later(day(9), other.version))),
    ).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  it('takes a day from today on, within two years, and no more', async () => {
    const { people } = world
    const { id } = await world.hire()
    const request = { method: 'PATCH' as const, path: `/placements/${id}`, body: later() }
    await expectBadInputRefused(app, people.client, request)
    await expectFieldsRefused(app, people.client, request, [
      ['/startsOn', { startsOn: undefined }],
      ['/startsOn', { startsOn: day(-1) }],
      ['/startsOn', { startsOn: day(800) }],
      ['/startsOn', { startsOn: '9999-12-31' }],
      ['/startsOn', { startsOn: 'soon' }],
      ['/reason', { reason: '' }],
      ['/reason', { reason: 'x'.repeat(2_001) }],
      ['/reason', { reason: 'a\0b' }],
      ['/joinedOn', { joinedOn: day() }],
      ['/leftOn', { leftOn: day() }],
      ['/salary', { salary: { amount: 1, currency: 'EUR' } }],
    ])
    expect((await world.change(people.client, id, later(day()))).status).toBe(200)
  })
})
