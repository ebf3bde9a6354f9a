import { beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../server/time.ts'
import { now } from '../../server/clock.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeBilled, seller, type Billed } from './billed.ts'

describe('a dispute', () => {
  const app = hirewire()
  let world: Billed
  beforeAll(async () => {
    world = await makeBilled(app)
  })
  const reason = 'We agreed on less.'
  const dispute = (id: string, more: object = {}, person = world.people.client) =>
    world.post(person, `/invoices/${id}/dispute`, { reason, ...more })
  const resolve = (id: string, more: object = {}, person = world.people.manager) =>
    world.post(person, `/invoices/${id}/resolve`, more)

  it('is the client’s, and ended by either side', async () => {
    const { people } = world
    const { id, version } = await world.issued()
    const disputed = await dispute(id, { version })
    expect(disputed).toMatchObject({
      status: 200,
      body: { status: 'issued', dispute: { reason, by: 'Clara Client' }, version: version + 1 },
    })
    const again = await unchanged(() => dispute(id))
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await unchanged(() => resolve(id, { version }))).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { version: version + 1 } },
    })
    expect((await resolve(id)).body).toMatchObject({ dispute: null })
    expect(await unchanged(() => resolve(id))).toMatchObject({ status: 409, body: { code: 'conflict' } })
    await dispute(id, {}, people.unassignedClient)
    expect((await resolve(id, {}, people.client)).body).toMatchObject({ dispute: null })
  })

  it('is of what is still to be paid', async () => {
    const { id, gross } = await world.issued()
    const paidOn = localDate(now(), seller.zone)
    await world.post(world.people.manager, `/invoices/${id}/payments`, { amount: gross, paidOn })
    expect(await unchanged(() => dispute(id))).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  it('is nobody else’s, and of no bad input', async () => {
    const { people } = world
    const { id } = await world.issued()
    const path = `/invoices/${id}`
    const disputing = { method: 'POST' as const, path: `${path}/dispute`, body: { reason } }
    const resolving = { method: 'POST' as const, path: `${path}/resolve`, body: {} }
    const others = [people.recruiter, people.admin, people.agency, people.candidate, people.interviewer]
    await expectRefused(app, disputing, [
      [people.manager, 403],
      ...others.map(person => [person, 403] as [typeof person, number]),
      [null, 401],
    ])
    await expectRefused(app, resolving, [
      ...others.map(person => [person, 403] as [typeof person, number]),
      [null, 401],
    ])
    await expectHidden(app, disputing, [people.otherClient])
    await expectHidden(app, resolving, [people.otherClient, people.outsideManager])
    await expectBadInputRefused(app, people.client, disputing)
    await expectFieldsRefused(app, people.client, disputing, [
      ['/reason', { reason: ' ' }],
      ['/reason', { reason: 'x'.repeat(2_001) }],
      ['/version', { version: 'x' }],
    ])
    await expectBadInputRefused(app, people.client, resolving)
  })
})
