import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeParties, offer, terms, type Parties } from './parties.ts'

describe('counter a proposal', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })

  it('closes the one it answers and shows field by field what is other', async () => {
    const { recruiter, client } = world.people
    const first = await world.propose(recruiter, await world.job())
    const second = await world.act(client, first, 'counter', {
      terms: terms({ fee: { basisPoints: 1_750 }, guaranteeDays: 120 }),
      text: 'Longer, and for less.',
    })
    expect(second.status, JSON.stringify(second.body)).toBe(201)
    expect(second.body).toMatchObject({
      round: 2,
      side: 'client',
      status: 'open',
      changes: [
        { field: 'fee', from: { basisPoints: 2_000 }, to: { basisPoints: 1_750 } },
        { field: 'guaranteeDays', from: 90, to: 120 },
      ],
    })
    const third = await world.act(recruiter, second.body.id, 'counter', {
      terms: terms({ fee: { amount: 900_000, currency: 'EUR' }, guaranteeDays: 120 }),
    })
    expect(third.body).toMatchObject({
      round: 3,
      side: 'staff',
      changes: [{ field: 'fee', from: { basisPoints: 1_750 }, to: { amount: 900_000, currency: 'EUR' } }],
    })
    const rows = await app.sql(
      `select p.round, p.status, p.decided_by_name from proposal p where p.thread_id =
        (select thread_id from proposal where id = $1) order by round`,
      [first],
    )
    expect(rows).toEqual([
      { round: 1, status: 'countered', decided_by_name: 'Clara Client' },
      { round: 2, status: 'countered', decided_by_name: 'Rita Recruiter' },
      { round: 3, status: 'open', decided_by_name: null },
    ])
  })

  it('answers a countered one with the one on the table now', async () => {
    const { recruiter, client } = world.people
    const first = await world.propose(recruiter, await world.job())
    const second = (await world.act(client, first, 'counter', { terms: terms({ paymentDays: 45 }) })).body.id
    for (const verb of ['counter', 'accept', 'decline']) {
      const body = verb === 'counter' ? { terms: terms() } : verb === 'decline' ? {} : undefined
      const answer = await unchanged(() => world.act(client, first, verb, body))
      expect(answer, verb).toMatchObject({
        status: 409,
        body: { code: 'proposal_closed', current: { id: second, status: 'open' } },
      })
    }
  })

  it('is the other side’s alone', async () => {
    const { people } = world
    const id = await world.propose(people.recruiter, await world.job())
    const request = { method: 'POST' as const, path: `/proposals/${id}/counter`, body: { terms: terms() } }
    await expectRefused(app, request, [
      [people.recruiter, 403],
      [people.manager, 403],
      [people.unassignedClient, 403],
      [people.agency, 403],
      [people.interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.otherClient, people.outsideManager, people.candidate])
    await expectBadInputRefused(app, people.client, request)
    await expectFieldsRefused(app, people.client, request, [
      ['/terms/paymentDays', { terms: terms({ paymentDays: 1_000 }) }],
      ['/terms', { terms: offer() }],
      ['/expiresAt', { expiresAt: '2001-01-01T00:00:00Z' }],
    ])
  })
})
