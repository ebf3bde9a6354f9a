import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectFieldsRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { day, makePlaced, type Placed } from './placed.ts'

describe('recording that somebody did not start', () => {
  const app = hirewire()
  let world: Placed
  beforeAll(async () => {
    world = await makePlaced(app)
  })
  const fell = (version = 1, reason = 'Took another job.') => ({ status: 'fell_through', reason, version })

  it('ends the placement: nothing is recorded after it', async () => {
    const { people } = world
    const { id } = await world.hire()
    expect((await world.change(people.client, id, fell())).body).toMatchObject({
      status: 'fell_through',
      reason: 'Took another job.',
      next: [],
    })
    expect(await unchanged(() => world.change(people.client, id, fell(9)))).toMatchObject({ status: 200 })
    for (const body of [
      { status: 'joined', joinedOn: day(), version: 2 },
      { status: 'postponed', startsOn: day(3), version: 2 },
      { status: 'left', leftOn: day(), reason: 'So.', version: 2 },
      fell(2, 'For another reason.'),
    ])
      expect(await unchanged(() => world.change(people.client, id, body)), body.status).toMatchObject({
        status: 409,
        body: { code: 'invalid_transition', allowed: [], current: { id, status: 'fell_through' } },
      })
  })

  it('takes back a joining as long as the client has no invoice for it', async () => {
    const { people } = world
    const { id, version } = await world.joined(3)
    expect((await world.change(people.recruiter, id, fell(version))).body).toMatchObject({
      status: 'fell_through',
      joinedOn: null,
      guarantee: null,
    })
    expect(await app.sql('select status, number from invoice where placement_id = $1', [id])).toEqual([
      { status: 'cancelled', number: null },
    ])
    const other = await world.joined(3)
    await world.issue()
    expect(await unchanged(() => world.change(people.client, other.id, fell(other.version)))).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
  })

  it('needs its reason', async () => {
    const { id } = await world.hire()
    const request = { method: 'PATCH' as const, path: `/placements/${id}`, body: fell() }
    await expectBadInputRefused(app, world.people.client, request)
    await expectFieldsRefused(app, world.people.client, request, [
      ['/reason', { reason: undefined }],
      ['/reason', { reason: '   ' }],
      ['/reason', { reason: 'x'.repeat(2_001) }],
      ['/startsOn', { startsOn: day(3) }],
    ])
  })
})
