import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeParties, terms, type Parties } from './parties.ts'

describe('accept service terms', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })
  const bound = async (job: string, person = world.people.client) =>
    (await app.call(person, 'GET', `/jobs/${job}/terms`)).body.data

  it('binds at once what a manager made', async () => {
    const { manager, client } = world.people
    const job = await world.job()
    const id = await world.propose(manager, job)
    const answer = await world.act(client, id, 'accept')
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'accepted', decidedBy: 'Clara Client', review: null, boundVersion: 1 },
    })
    expect(await bound(job)).toMatchObject([{ version: 1, proposalId: id, terms: terms() }])
    expect(await bound(job, manager)).toMatchObject([{ version: 1, approvedBy: 'Mona Manager' }])
  })

  it('binds at once what a manager or an admin accepts', async () => {
    const { manager, admin, client } = world.people
    for (const person of [manager, admin]) {
      const job = await world.job()
      const id = await world.propose(client, job)
      expect((await world.act(person, id, 'accept')).body).toMatchObject({ review: null, boundVersion: 1 })
      expect(await bound(job, manager)).toMatchObject([{ approvedBy: person.name }])
    }
  })

  it('waits for a manager where a recruiter made or accepted it', async () => {
    const { recruiter, client } = world.people
    for (const [maker, accepter] of [
      [recruiter, client],
      [client, recruiter],
    ] as const) {
      const job = await world.job()
      const id = await world.propose(maker, job)
      expect((await world.act(accepter, id, 'accept')).body).toMatchObject({
        status: 'accepted',
        review: 'pending',
        boundVersion: null,
      })
      expect(await bound(job)).toEqual([])
      const another = await app.call(maker, 'POST', `/jobs/${job}/proposals`, { terms: terms() })
      expect(another).toMatchObject({ status: 409, body: { code: 'proposal_open', current: { id } } })
    }
  })

  it('makes the next version when it is negotiated again', async () => {
    const { manager, client } = world.people
    const job = await world.job()
    for (const [index, paymentDays] of [30, 20, 10].entries()) {
      const id = await world.propose(manager, job, { terms: terms({ paymentDays }) })
      expect((await world.act(client, id, 'accept')).body).toMatchObject({ boundVersion: index + 1 })
    }
    expect((await bound(job)).map((row: { version: number }) => row.version)).toEqual([3, 2, 1])
  })

  it('is a success that changes nothing when it is said again', async () => {
    const { manager, client } = world.people
    const id = await world.propose(manager, await world.job())
    await world.act(client, id, 'accept')
    expect(await unchanged(() => world.act(client, id, 'accept'))).toMatchObject({
      status: 200,
      body: { status: 'accepted', boundVersion: 1 },
    })
  })

  it('is the other side’s alone, and says so', async () => {
    const { people } = world
    const id = await world.propose(people.recruiter, await world.job())
    const own = await unchanged(() => world.act(people.manager, id, 'accept'))
    expect(own).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(own.body.detail).toContain('Your own side')
    const request = { method: 'POST' as const, path: `/proposals/${id}/accept` }
    await expectRefused(app, request, [
      [people.recruiter, 403],
      [people.unassignedClient, 403],
      [people.agency, 403],
      [people.interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.otherClient, people.outsideRecruiter, people.candidate])
  })

  it('shows bound terms to the two companies and nobody else', async () => {
    const { people } = world
    const job = await world.job()
    await world.act(people.client, await world.propose(people.manager, job), 'accept')
    const request = { method: 'GET' as const, path: `/jobs/${job}/terms` }
    for (const person of [people.admin, people.recruiter, people.unassignedClient])
      expect(await bound(job, person)).toHaveLength(1)
    await expectHidden(app, request, [people.outsideManager, people.otherClient])
    await expectRefused(app, request, [
      [people.agency, 403],
      [people.candidate, 403],
      [people.interviewer, 403],
      [null, 401],
    ])
  })
})
