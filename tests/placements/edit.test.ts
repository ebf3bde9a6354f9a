import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { day, makePlaced, type Placed } from './placed.ts'

const salary = { amount: 5_000_000, currency: 'EUR' }

describe('noting what was agreed at a hire without an offer', () => {
  const app = hirewire()
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
  })
  const note = (version = 1) => ({ salary, startsOn: day(20), version })

  it('is the staff’s: salary, day of the start, or both', async () => {
    const { people } = world
    const { id } = await world.hire({ salary: null })
    expect((await world.change(people.recruiter, id, note())).body).toMatchObject({
      status: 'expected',
      salary,
      startsOn: day(20),
      version: 2,
    })
    expect(await unchanged(() => world.change(people.recruiter, id, note(1)))).toMatchObject({ status: 200 })
    const later = await world.change(people.manager, id, { startsOn: day(25), version: 2 })
    expect(later.body).toMatchObject({ salary, startsOn: day(25), version: 3 })
    expect(await unchanged(() => world.change(people.manager, id, note(2)))).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { version: 3 } },
    })
    const request = { method: 'PATCH' as const, path: `/placements/${id}`, body: note(3) }
    await expectRefused(app, request, [
      [people.client, 403],
      [people.unassignedClient, 403],
      [people.agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.outsideManager, people.outsideRecruiter, people.otherClient])
  })

  it('lets the fee be reckoned: without a salary a joining cannot be recorded on a percentage', async () => {
    const { people } = world
    const { id } = await world.hire({ salary: null })
    const joining = (version: number) => ({ status: 'joined', joinedOn: day(), version })
    expect(await unchanged(() => world.change(people.client, id, joining(1)))).toMatchObject({ status: 409 })
    await world.change(people.recruiter, id, { salary, version: 1 })
    expect((await world.change(people.client, id, joining(2))).status).toBe(200)
    const raised = { salary: { ...salary, amount: 6_000_000 }, version: 3 }
    expect((await world.change(people.recruiter, id, raised)).status).toBe(200)
    expect(
      await app.sql('select net from invoice where placement_id = $1 and status <> $2', [id, 'cancelled']),
    ).toEqual([{ net: '1200000' }])
    await world.issue()
    expect(await unchanged(() => world.change(people.recruiter, id, { salary, version: 4 }))).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
  })

  it('leaves alone what an offer says, who has joined, and what has ended', async () => {
    const { people } = world
    const refused = async (id: string, body: object) =>
      expect(await unchanged(() => world.change(people.manager, id, body))).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      })
    await refused((await world.hire()).id, note())
    const { id } = await world.hire({ salary: null, bound: null })
    await world.change(people.client, id, { status: 'joined', joinedOn: day(), version: 1 })
    await refused(id, { startsOn: day(3), version: 2 })
    await world.change(people.client, id, { status: 'left', leftOn: day(), reason: 'So.', version: 2 })
    await refused(id, { salary, version: 3 })
  })

  it('takes a salary that is one, and a day from the hire on within two years', async () => {
    const { id } = await world.hire({ salary: null, daysAgo: 5 })
    const request = { method: 'PATCH' as const, path: `/placements/${id}`, body: note() }
    await expectBadInputRefused(app, world.people.recruiter, request)
    await expectFieldsRefused(app, world.people.recruiter, request, [
      ['/salary/amount', { salary: { amount: 0, currency: 'EUR' } }],
      ['/salary/amount', { salary: { amount: 1.5, currency: 'EUR' } }],
      ['/salary/amount', { salary: { amount: 10 ** 15, currency: 'EUR' } }],
      ['/salary/currency', { salary: { amount: 5, currency: 'euro' } }],
      ['/startsOn', { startsOn: day(-6) }],
      ['/startsOn', { startsOn: day(800) }],
      ['/reason', { reason: 'So.' }],
    ])
    expect((await world.change(world.people.recruiter, id, { startsOn: day(-5), version: 1 })).status).toBe(
      200,
    )
  })
})
