import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeParties, type Parties } from './parties.ts'

describe('decline a proposal', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })

  it('says no, with a reason or without, and makes room for another one', async () => {
    const { recruiter, client } = world.people
    const job = await world.job()
    const id = await world.propose(recruiter, job)
    const answer = await world.act(client, id, 'decline', { reason: 'Too dear.' })
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'declined', reason: 'Too dear.', decidedBy: 'Clara Client' },
    })
    const again = await unchanged(() => world.act(client, id, 'decline', {}))
    expect(again).toMatchObject({ status: 200, body: { reason: 'Too dear.' } })
    const next = await world.propose(client, job)
    expect((await world.act(recruiter, next, 'decline', {})).body).toMatchObject({
      round: 2,
      status: 'declined',
      reason: null,
    })
  })

  it('is final for that round', async () => {
    const { recruiter, client } = world.people
    const id = await world.propose(recruiter, await world.job())
    await world.act(client, id, 'decline', {})
    expect(await unchanged(() => world.act(client, id, 'accept'))).toMatchObject({
      status: 409,
      body: { code: 'proposal_closed', current: { id, status: 'declined' } },
    })
  })

  it('is the other side’s alone', async () => {
    const { people } = world
    const id = await world.propose(people.client, await world.job())
    const request = { method: 'POST' as const, path: `/proposals/${id}/decline`, body: {} }
    await expectRefused(app, request, [
      [people.client, 403],
      [people.unassignedClient, 403],
      [people.agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.otherClient, people.outsideManager, people.candidate])
    await expectBadInputRefused(app, people.recruiter, request)
    await expectFieldsRefused(app, people.recruiter, request, [
      ['/reason', { reason: '' }],
      ['/reason', { reason: 'x'.repeat(2_001) }],
    ])
  })
})
