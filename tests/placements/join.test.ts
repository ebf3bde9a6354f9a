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

describe('recording that somebody joined', () => {
  const app = hirewire()
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
  })
  const joining = (joinedOn = day(-11), version = 1) => ({ status: 'joined', joinedOn, version })
  const ask = (id: string, body: object = joining()) => ({
    method: 'PATCH' as const,
    path: `/placements/${id}`,
    body,
  })

  it('starts the guarantee, and says the staff what a leaver would be owed', async () => {
    const { people } = world
    const { id } = await world.hire()
    const answer = await world.change(people.client, id, joining())
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const guarantee = { days: 90, endsOn: day(78), daysServed: 12, daysLeft: 78, inside: true }
    expect(answer.body).toMatchObject({
      status: 'joined',
      version: 2,
      joinedOn: day(-11),
      leftOn: null,
      next: ['left', 'joined', 'postponed', 'fell_through'],
      // The fee would say what the invoice is about to say.
      guarantee: { ...guarantee, owed: null },
    })
    expect(answer.body).not.toHaveProperty('terms')
    // 20 % of 60,000 EUR, of which 78 of 90 days are left.
    const owed = { amount: 1_040_000, currency: 'EUR' }
    expect(await world.read(people.recruiter, id)).toMatchObject({ guarantee: { ...guarantee, owed } })
    await world.issue()
    expect(await world.read(people.client, id)).toMatchObject({ guarantee: { ...guarantee, owed } })
  })

  it('is done by each client of the employer, and by the staff for them', async () => {
    const { people } = world
    for (const person of [
      people.client,
      people.unassignedClient,
      people.recruiter,
      people.recruiter2,
      people.manager,
      people.admin,
    ]) {
      const { id } = await world.hire({ bound: null })
      expect((await world.change(person, id, joining())).status, person.role).toBe(200)
    }
  })

  it('is nobody else’s: another company finds nothing, other roles are refused', async () => {
    const { people } = world
    const { id, candidate } = await world.hire({ bound: null })
    await expectHidden(app, ask(id), [people.outsideManager, people.outsideRecruiter, people.otherClient])
    await expectRefused(app, ask(id), [
      [people.agency, 403],
      [people.interviewer, 403],
      [candidate, 403],
      [null, 401],
    ])
    await app.sql('update users set company_id = $2 where id = $1', [people.otherClient.id, world.employer])
    expect((await world.change(people.otherClient, id, joining(day(-2)))).status).toBe(200)
    await app.sql('update users set company_id = $2 where id = $1', [
      people.otherClient.id,
      world.otherEmployer,
    ])
    await expectHidden(app, ask(id, joining(day(-1), 2)), [people.otherClient])
  })

  it('takes a day from the hire until today, as the days are where the staffing company is', async () => {
    const { people } = world
    const { id } = await world.hire({ daysAgo: 10 })
    await expectBadInputRefused(app, people.client, ask(id))
    await expectFieldsRefused(app, people.client, ask(id), [
      ['/joinedOn', { joinedOn: undefined }],
      ['/joinedOn', { joinedOn: day(-11) }],
      ['/joinedOn', { joinedOn: day(2) }],
      ['/joinedOn', { joinedOn: '2026-02-30' }],
      ['/joinedOn', { joinedOn: '0001-01-01' }],
      ['/joinedOn', { joinedOn: new Date().toISOString() }],
      ['/joinedOn', { joinedOn: null }],
      ['/status', { status: 'gone' }],
      ['/status', { status: 'expected' }],
      ['/status', { status: undefined, joinedOn: undefined }],
      ['/reason', { reason: 'So.' }],
      ['/version', { version: 0 }],
      ['/version', { version: undefined }],
    ])
    // Fourteen hours ahead of us it is tomorrow for most of the day; twelve behind it is yesterday.
    const inZone = (zone: string) =>
      app.sql('update company set zone = $2 where id = $1', [world.staffing, zone])
    const dayIn = (zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())
    await inZone('Etc/GMT+12')
    const behind = dayIn('Etc/GMT+12')
    const ahead = dayIn('Pacific/Kiritimati')
    expect((await world.change(people.client, id, joining(ahead))).status).toBe(400)
    expect((await world.change(people.client, id, joining(behind))).status).toBe(200)
    await inZone('Pacific/Kiritimati')
    expect((await world.change(people.client, id, joining(ahead, 2))).status).toBe(200)
    await inZone('UTC')
  })

  it('is a success that changes nothing the second time, and corrected while no invoice is out', async () => {
    const { people } = world
    const { id } = await world.joined(11)
    const again = await unchanged(() => world.change(people.recruiter, id, joining(day(-11), 99)))
    expect(again).toMatchObject({ status: 200, body: { version: 2 } })
    expect(await unchanged(() => world.change(people.client, id, joining(day(-9), 1)))).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { id, version: 2, joinedOn: day(-11) } },
    })
    const moved = await world.change(people.client, id, joining(day(-9), 2))
    expect(moved.body).toMatchObject({ joinedOn: day(-9), version: 3, guarantee: { daysServed: 10 } })
    await world.issue()
    const issued = await unchanged(() => world.change(people.client, id, joining(day(-8), 3)))
    expect(issued).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(issued.body.detail).toContain('credit the invoice')
    expect(await world.read(people.client, id)).toMatchObject({ next: ['left'] })
  })

  it('takes the version from If-Match as well', async () => {
    const { id } = await world.hire({ bound: null })
    const body = { status: 'joined', joinedOn: day() }
    const send = (tag: string) =>
      app.call(world.people.client, 'PATCH', `/placements/${id}`, body, { 'If-Match': tag })
    expect((await send('"7"')).status).toBe(409)
    expect((await send('"1"')).status).toBe(200)
  })

  it('of two who record at once lets one win and tells the other', async () => {
    const { people } = world
    for (const _ of [1, 2, 3]) {
      const { id } = await world.hire()
      const answers = await Promise.all([
        world.change(people.client, id, joining(day(-3))),
        world.change(people.recruiter, id, joining(day(-4))),
      ])
      const [won, lost] = answers.toSorted((a, b) => a.status - b.status)
      expect([won!.status, lost!.status]).toEqual([200, 409])
      expect(lost!.body).toMatchObject({
        code: 'stale',
        current: { version: 2, joinedOn: won!.body.joinedOn },
      })
      expect(
        await app.sql('select id from invoice where placement_id = $1 and status = $2', [id, 'scheduled']),
      ).toHaveLength(1)
    }
  })

  it('knows no guarantee where no terms were bound', async () => {
    const { id } = await world.hire({ bound: null })
    const answer = await world.change(world.people.recruiter, id, joining())
    expect(answer.body).toMatchObject({ status: 'joined', guarantee: null, terms: null })
  })
})
