import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeParties, terms, type Parties } from './parties.ts'

describe('review accepted terms', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })
  const accepted = async (job: string) => {
    const id = await world.propose(world.people.recruiter, job)
    await world.act(world.people.client, id, 'accept')
    return id
  }

  it('binds what a manager approves, as the next version', async () => {
    const { manager, client } = world.people
    const job = await world.job()
    for (const version of [1, 2]) {
      const id = await accepted(job)
      expect(await world.act(manager, id, 'approve')).toMatchObject({
        status: 200,
        body: { review: 'approved', reviewedBy: 'Mona Manager', boundVersion: version },
      })
      expect(await unchanged(() => world.act(manager, id, 'approve'))).toMatchObject({ status: 200 })
    }
    const { data } = (await app.call(client, 'GET', `/jobs/${job}/terms`)).body
    expect(data.map((row: { version: number }) => row.version)).toEqual([2, 1])
  })

  it('returns them with a reason, which stays in the firm, and the negotiation goes on', async () => {
    const { manager, recruiter, client } = world.people
    const job = await world.job()
    const id = await accepted(job)
    const returned = await world.act(manager, id, 'return', { reason: 'MARKER-OF-THE-FIRM' })
    expect(returned).toMatchObject({
      status: 200,
      body: { status: 'accepted', review: 'returned', reviewReason: 'MARKER-OF-THE-FIRM' },
    })
    expect((await app.call(client, 'GET', `/jobs/${job}/terms`)).body.data).toEqual([])
    const threads = (await app.call(client, 'GET', `/jobs/${job}/threads`)).body.data
    const path = `/threads/${threads[0].id}/messages`
    const [forClient, forStaff] = [
      await app.call(client, 'GET', path),
      await app.call(recruiter, 'GET', path),
    ]
    expect(forClient.body.data[0].proposal).toMatchObject({ id, review: 'returned' })
    expect(JSON.stringify(forClient.body)).not.toContain('MARKER-OF-THE-FIRM')
    expect(forStaff.body.data[0].proposal).toMatchObject({ reviewReason: 'MARKER-OF-THE-FIRM' })
    const events = await app.sql<{ stream_id: string; data: object }>(
      `select stream_id, data from event where stream_id like $1`,
      [`job:${job}:%`],
    )
    for (const { stream_id, data } of events)
      if (!stream_id.endsWith(':staff')) expect(JSON.stringify(data)).not.toContain('MARKER-OF-THE-FIRM')

    expect(await world.act(manager, id, 'approve')).toMatchObject({ status: 409, body: { code: 'conflict' } })
    const next = await world.propose(manager, job, { terms: terms({ paymentDays: 14 }) })
    expect((await world.act(client, next, 'accept')).body).toMatchObject({ round: 2, boundVersion: 1 })
  })

  it('is for what waits for it', async () => {
    const { manager, recruiter } = world.people
    const id = await world.propose(recruiter, await world.job())
    for (const [verb, body] of [
      ['approve', undefined],
      ['return', { reason: 'No.' }],
    ] as const)
      expect(await unchanged(() => world.act(manager, id, verb, body))).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      })
  })

  it('is the managers’', async () => {
    const { people } = world
    const id = await accepted(await world.job())
    for (const [verb, body] of [
      ['approve', undefined],
      ['return', { reason: 'No.' }],
    ] as const) {
      const request = { method: 'POST' as const, path: `/proposals/${id}/${verb}`, ...(body && { body }) }
      await expectRefused(app, request, [
        [people.recruiter, 403],
        [people.client, 403],
        [people.agency, 403],
        [people.candidate, 403],
        [null, 401],
      ])
      await expectHidden(app, request, [people.outsideManager])
    }
    const request = { method: 'POST' as const, path: `/proposals/${id}/return`, body: { reason: 'No.' } }
    await expectBadInputRefused(app, people.manager, request)
    await expectFieldsRefused(app, people.manager, request, [['/reason', { reason: ' ' }]])
  })

  it('of two managers at once lets one decide', async () => {
    const { manager, admin, client } = world.people
    const job = await world.job()
    const id = await accepted(job)
    const answers = await Promise.all([
      world.act(manager, id, 'approve'),
      world.act(admin, id, 'return', { reason: 'No.' }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const { data } = (await app.call(client, 'GET', `/jobs/${job}/terms`)).body
    expect(data).toHaveLength(answers[0].status === 200 ? 1 : 0)
  })
})
