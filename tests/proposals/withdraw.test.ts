import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeParties, type Parties } from './parties.ts'

describe('withdraw a proposal', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })

  it('takes it back, whoever of the side made it', async () => {
    const { recruiter, manager, client } = world.people
    const id = await world.propose(recruiter, await world.job())
    expect(await world.act(manager, id, 'withdraw')).toMatchObject({
      status: 200,
      body: { status: 'withdrawn', decidedBy: 'Mona Manager' },
    })
    expect(await unchanged(() => world.act(client, id, 'accept'))).toMatchObject({
      status: 409,
      body: { code: 'proposal_closed', current: { id, status: 'withdrawn' } },
    })
    expect(await unchanged(() => world.act(recruiter, id, 'withdraw'))).toMatchObject({ status: 200 })
  })

  it('is of one’s own side alone', async () => {
    const { people } = world
    const id = await world.propose(people.recruiter, await world.job())
    const request = { method: 'POST' as const, path: `/proposals/${id}/withdraw` }
    await expectRefused(app, request, [
      [people.client, 403],
      [people.unassignedClient, 403],
      [people.agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.otherClient, people.outsideManager, people.candidate])
  })
})
