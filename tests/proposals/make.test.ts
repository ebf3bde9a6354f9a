import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeJob } from '../support/world.ts'
import { inDays, makeParties, offer, terms, type Parties } from './parties.ts'

describe('make a proposal', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })

  it('opens the negotiation of a job with the first service terms', async () => {
    const { recruiter } = world.people
    const job = await world.job()
    const answer = await app.call(recruiter, 'POST', `/jobs/${job}/proposals`, {
      terms: terms(),
      text: 'As we **said**.',
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    expect(answer.body).toMatchObject({
      kind: 'service_terms',
      round: 1,
      side: 'staff',
      status: 'open',
      by: { id: recruiter.id, name: 'Rita Recruiter' },
      terms: terms(),
      changes: [],
      expiresAt: null,
      review: null,
      boundVersion: null,
    })
    const threads = await app.call(world.people.client, 'GET', `/jobs/${job}/threads`)
    const messages = await app.call(
      world.people.client,
      'GET',
      `/threads/${threads.body.data[0].id}/messages`,
    )
    expect(messages.body.data).toMatchObject([
      { text: 'As we **said**.', side: 'staff', proposal: { id: answer.body.id, status: 'open' } },
    ])
  })

  it('lets the client begin: the hiring manager, or whoever posted the job', async () => {
    const { client, unassignedClient, manager } = world.people
    const first = await world.job()
    expect(
      (await app.call(client, 'POST', `/jobs/${first}/proposals`, { terms: terms() })).body,
    ).toMatchObject({ side: 'client' })
    const own = await world.job({ by: unassignedClient })
    expect(
      (await app.call(unassignedClient, 'POST', `/jobs/${own}/proposals`, { terms: terms() })).status,
    ).toBe(201)
    await expectRefused(
      app,
      {
        method: 'POST',
        path: `/jobs/${await world.job({ by: manager })}/proposals`,
        body: { terms: terms() },
      },
      [[unassignedClient, 403]],
    )
  })

  it('takes a fixed fee in the currency of the terms', async () => {
    const job = await world.job()
    const fixed = terms({ fee: { amount: 1_250_000, currency: 'EUR' } })
    const answer = await app.call(world.people.manager, 'POST', `/jobs/${job}/proposals`, { terms: fixed })
    expect(answer.body).toMatchObject({ terms: { fee: { amount: 1_250_000, currency: 'EUR' } } })
  })

  it('refuses a second one while the first lies open, and shows it', async () => {
    const job = await world.job()
    const id = await world.propose(world.people.recruiter, job)
    for (const person of [world.people.manager, world.people.client]) {
      const answer = await unchanged(() =>
        app.call(person, 'POST', `/jobs/${job}/proposals`, { terms: terms() }),
      )
      expect(answer).toMatchObject({ status: 409, body: { code: 'proposal_open', current: { id } } })
    }
  })

  it('goes by its thread as well', async () => {
    const { recruiter, client } = world.people
    const job = await world.job()
    const said = await app.call(client, 'POST', `/jobs/${job}/threads`, {
      kind: 'negotiation',
      text: 'What do you charge?',
    })
    expect(said.status, JSON.stringify(said.body)).toBeLessThan(300)
    const path = `/threads/${said.body.threadId}/proposals`
    await expectFieldsRefused(app, recruiter, { method: 'POST', path }, [['/terms', { terms: offer() }]])
    expect((await app.call(recruiter, 'POST', path, { terms: terms() })).status).toBe(201)
  })

  it('names each number that is negative, absurd or no whole one', async () => {
    const job = await world.job()
    const wrong: [string, object][] = [
      ['/terms/fee/basisPoints', { fee: { basisPoints: 0 } }],
      ['/terms/fee/basisPoints', { fee: { basisPoints: -1_500 } }],
      ['/terms/fee/basisPoints', { fee: { basisPoints: 10_001 } }],
      ['/terms/fee/basisPoints', { fee: { basisPoints: 20.5 } }],
      ['/terms/fee/amount', { fee: { amount: -1, currency: 'EUR' } }],
      ['/terms/fee/amount', { fee: { amount: 1e15, currency: 'EUR' } }],
      ['/terms/fee/currency', { fee: { amount: 100, currency: 'USD' } }],
      ['/terms/currency', { currency: 'euros' }],
      ['/terms/paymentDays', { paymentDays: -1 }],
      ['/terms/paymentDays', { paymentDays: 121 }],
      ['/terms/invoiceDelayDays', { invoiceDelayDays: 181 }],
      ['/terms/guaranteeDays', { guaranteeDays: 366 }],
      ['/terms/guaranteeDays', { guaranteeDays: 'ninety' }],
      ['/terms/rebate', { rebate: 'half' }],
      ['/terms/discount', { discount: 10 }],
    ]
    await expectFieldsRefused(
      app,
      world.people.recruiter,
      { method: 'POST', path: `/jobs/${job}/proposals` },
      [
        ...wrong.map(([pointer, fields]): [string, object] => [pointer, { terms: terms(fields) }]),
        ['/terms/salary', { terms: offer() }],
        ['/expiresAt', { terms: terms(), expiresAt: inDays(-1).toISOString() }],
        ['/expiresAt', { terms: terms(), expiresAt: inDays(91).toISOString() }],
        ['/expiresAt', { terms: terms(), expiresAt: 'soon' }],
        ['/text', { terms: terms(), text: 'x'.repeat(4_001) }],
      ],
    )
    await expectBadInputRefused(app, world.people.recruiter, {
      method: 'POST',
      path: `/jobs/${job}/proposals`,
      body: { terms: terms() },
    })
  })

  it('is nothing for those who take no part', async () => {
    const { people } = world
    const request = {
      method: 'POST' as const,
      path: `/jobs/${await world.job()}/proposals`,
      body: { terms: terms() },
    }
    await expectHidden(app, request, [people.outsideRecruiter, people.outsideManager, people.otherClient])
    await expectRefused(app, request, [
      [people.agency, 403],
      [people.candidate, 403],
      [people.interviewer, 403],
      [null, 401],
    ])
  })

  it('needs two companies: where the employer recruits for itself there is nothing to negotiate', async () => {
    const { staffing, people } = world
    const job = await makeJob({ company: staffing, staffing, by: people.manager })
    await expectHidden(app, { method: 'POST', path: `/jobs/${job}/proposals`, body: { terms: terms() } }, [
      people.manager,
    ])
  })

  it('is over with its job', async () => {
    const { people } = world
    const job = await world.job()
    await app.sql('update job_posting set deleted_at = now() where id = $1', [job])
    const answer = await unchanged(() =>
      app.call(people.manager, 'POST', `/jobs/${job}/proposals`, { terms: terms() }),
    )
    expect([403, 404]).toContain(answer.status)
  })
})
