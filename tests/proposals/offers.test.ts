import { beforeAll, describe, expect, it } from 'vitest'
import { withdrawOffers } from '../../server/proposals/withdraw-offers.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { dateIn, inDays, makeParties, offer, terms, type Parties } from './parties.ts'

describe('employment offers', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })
  const card = async (id: string, person: Person = world.people.recruiter) =>
    (await app.call(person, 'GET', `/applications/${id}`)).body

  it('lie before the candidate, for two weeks, and the card waits for the answer', async () => {
    const { id } = await world.application(await world.job())
    const made = await app.call(world.people.recruiter, 'POST', `/applications/${id}/offers`, {
      terms: offer(6_000_000, { note: 'A bicycle, too.' }),
      text: 'Welcome!',
    })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.body).toMatchObject({
      kind: 'employment_offer',
      side: 'staff',
      terms: { salary: { amount: 6_000_000, currency: 'EUR' }, note: 'A bicycle, too.' },
    })
    const days = (Date.parse(made.body.expiresAt) - Date.now()) / 86_400_000
    expect(days).toBeCloseTo(14, 1)
    expect((await card(id)).waiting).toMatchObject({ rule: 'offer-answer', for: 'candidate' })
  })

  it('go back and forth, and the card says whose turn it is', async () => {
    const { recruiter, client } = world.people
    const { id, candidate } = await world.application(await world.job())
    const first = await world.offerTo(id)
    const second = await world.act(candidate, first, 'counter', {
      terms: offer(6_600_000),
      text: 'I had hoped for more.',
    })
    expect(second.body).toMatchObject({
      round: 2,
      side: 'candidate',
      changes: [{ field: 'salary', from: { amount: 6_000_000 }, to: { amount: 6_600_000 } }],
    })
    expect((await card(id)).waiting).toMatchObject({ rule: 'counter-answer', for: 'recruiter' })
    expect((await card(id, client)).waiting).toMatchObject({ rule: 'counter-answer' })
    await world.act(recruiter, second.body.id, 'counter', { terms: offer(6_300_000) })
    expect((await card(id)).waiting).toMatchObject({ rule: 'offer-answer' })
  })

  it('leave the card to the recruiter when declined or withdrawn', async () => {
    const { recruiter } = world.people
    const { id, candidate } = await world.application(await world.job())
    await world.act(candidate, await world.offerTo(id), 'decline', { reason: 'Too far away.' })
    expect((await card(id)).waiting).toMatchObject({ rule: 'offer-making' })
    await world.act(recruiter, await world.offerTo(id), 'withdraw')
    expect((await card(id)).waiting).toMatchObject({ rule: 'offer-making' })
    const rows = await app.sql('select offer_by, offer_at from application where id = $1', [id])
    expect(rows).toEqual([{ offer_by: null, offer_at: null }])
  })

  it('hire whoever accepts, with their placement', async () => {
    const { recruiter, manager, client } = world.people
    const job = await world.job()
    await world.act(client, await world.propose(manager, job), 'accept')
    const { id, candidate } = await world.application(job)
    const proposal = await world.offerTo(id)
    const accepted = await world.act(candidate, proposal, 'accept')
    expect(accepted).toMatchObject({ status: 200, body: { status: 'accepted' } })
    expect(accepted.body).not.toHaveProperty('review')
    const hired = await card(id)
    expect(hired).toMatchObject({ stage: 'hired' })
    expect(hired).not.toHaveProperty('waiting')
    const history = await app.call(recruiter, 'GET', `/applications/${id}/history`)
    expect(history.body.data.at(-1)).toMatchObject({ from: 'offer', to: 'hired', by: { id: candidate.id } })
    const placements = await app.call(recruiter, 'GET', `/placements?jobId=${job}`)
    expect(placements.body.data).toMatchObject([
      {
        application: { id },
        status: 'expected',
        salary: { amount: 6_000_000, currency: 'EUR' },
        startsOn: dateIn(30),
        terms: { version: 1, fee: { basisPoints: 2_000 } },
      },
    ])
    expect(await unchanged(() => world.act(candidate, proposal, 'accept'))).toMatchObject({ status: 200 })
  })

  it('hire as well when the staff accept what the candidate asked for', async () => {
    const { recruiter } = world.people
    const job = await world.job()
    const { id, candidate } = await world.application(job)
    const counter = await world.act(candidate, await world.offerTo(id), 'counter', {
      terms: offer(7_000_000),
    })
    expect((await world.act(recruiter, counter.body.id, 'accept')).status).toBe(200)
    expect(await card(id)).toMatchObject({ stage: 'hired' })
    const placements = await app.call(recruiter, 'GET', `/placements?jobId=${job}`)
    expect(placements.body.data).toMatchObject([{ salary: { amount: 7_000_000 }, terms: null }])
  })

  it('hire no more than there are openings: the offer stays open', async () => {
    const job = await world.job({ openings: 1 })
    const [one, other] = [await world.application(job), await world.application(job)]
    const [first, second] = [await world.offerTo(one.id), await world.offerTo(other.id)]
    const answers = await Promise.all([
      world.act(one.candidate, first, 'accept'),
      world.act(other.candidate, second, 'accept'),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const lost = answers.find(({ status }) => status === 409)!
    expect(lost.body).toMatchObject({ code: 'no_openings' })
    const rows = await app.sql('select status from proposal where id = any($1) order by status', [
      [first, second],
    ])
    expect(rows.map(({ status }) => status)).toEqual(['accepted', 'open'])
    expect(await app.sql('select from placement where job_id = $1', [job])).toHaveLength(1)
    expect((await app.call(world.people.recruiter, 'GET', `/jobs/${job}`)).body.status).toBe('filled')
  })

  it('are refused outside of the stage Offer', async () => {
    const job = await world.job()
    for (const stage of ['applied', 'screening', 'interview', 'hired', 'rejected', 'withdrawn'] as const) {
      const { id } = await world.application(job, { stage })
      const answer = await unchanged(() =>
        app.call(world.people.recruiter, 'POST', `/applications/${id}/offers`, { terms: offer() }),
      )
      expect(answer, stage).toMatchObject({ status: 409, body: { code: 'conflict' } })
    }
  })

  it('are one at a time', async () => {
    const { id } = await world.application(await world.job())
    const first = await world.offerTo(id)
    const second = await unchanged(() =>
      app.call(world.people.manager, 'POST', `/applications/${id}/offers`, { terms: offer() }),
    )
    expect(second).toMatchObject({ status: 409, body: { code: 'proposal_open', current: { id: first } } })
  })

  it('cannot be answered once the application has ended, and are withdrawn then', async () => {
    const { recruiter, client } = world.people
    const ends = [
      (id: string) => app.call(recruiter, 'POST', `/applications/${id}/reject`, { reason: 'No budget.' }),
      (id: string, candidate: Person) => app.call(candidate, 'POST', `/applications/${id}/withdraw`),
      async (id: string) =>
        app.call(client, 'POST', `/applications/${id}/move`, {
          to: 'hired',
          version: (await card(id)).version,
        }),
    ]
    for (const end of ends) {
      const { id, candidate } = await world.application(await world.job())
      const proposal = await world.offerTo(id)
      const ended = await end(id, candidate)
      expect(ended.status, JSON.stringify(ended.body)).toBe(200)
      const late = await unchanged(() => world.act(candidate, proposal, 'accept'))
      expect(late).toMatchObject({
        status: 409,
        body: { code: 'proposal_closed', current: { id: proposal, status: 'withdrawn' } },
      })
      const jobs = await app.sql<{ data: object }>(
        `select data from pgboss.job where name = 'withdraw-offers' and data->>'applicationId' = $1`,
        [id],
      )
      expect(jobs).toHaveLength(1)
      for (const { data } of [...jobs, ...jobs]) await withdrawOffers(data)
      const rows = await app.sql('select status, decided_by_id from proposal where id = $1', [proposal])
      expect(rows).toEqual([{ status: 'withdrawn', decided_by_id: null }])
      const told = await app.sql(
        `select stream_id, actor from event where type = 'proposal.withdrawn'
           and stream_id like $1 order by stream_id`,
        [`application:${id}:%`],
      )
      expect(told).toEqual(
        ['candidate', 'client', 'staff'].map(audience => ({
          stream_id: `application:${id}:${audience}`,
          actor: null,
        })),
      )
    }
  })

  it('are the staff’s to make, and of the two sides to answer', async () => {
    const { people } = world
    const { id, candidate } = await world.application(await world.job())
    const making = { method: 'POST' as const, path: `/applications/${id}/offers`, body: { terms: offer() } }
    await expectHidden(app, making, [people.outsideRecruiter])
    await expectRefused(app, making, [
      [people.client, 403],
      [people.agency, 403],
      [people.interviewer, 403],
      [candidate, 403],
      [null, 401],
    ])
    const proposal = await world.offerTo(id)
    for (const verb of ['accept', 'counter', 'decline', 'withdraw'] as const) {
      const body = verb === 'counter' ? { terms: offer() } : verb === 'decline' ? {} : undefined
      const request = {
        method: 'POST' as const,
        path: `/proposals/${proposal}/${verb}`,
        ...(body && { body }),
      }
      await expectHidden(app, request, [people.client, people.outsideManager, people.candidate2])
      await expectRefused(app, request, [
        [verb === 'withdraw' ? candidate : people.recruiter, 403],
        [people.agency, 403],
        [people.interviewer, 403],
        [null, 401],
      ])
    }
  })

  it('name what does not fit', async () => {
    const { recruiter } = world.people
    const { id } = await world.application(await world.job())
    const path = `/applications/${id}/offers`
    const wrong: [string, object][] = [
      ['/terms/salary/amount', offer(0)],
      ['/terms/salary/amount', offer(-5)],
      ['/terms/salary/amount', offer(50_000.5)],
      ['/terms/salary/amount', offer(1e15)],
      ['/terms/salary/currency', { ...offer(), salary: { amount: 1, currency: 'Euro' } }],
      ['/terms/salary/currency', { ...offer(), salary: { amount: 1, currency: 'EUP' } }],
      ['/terms/startsOn', offer(6_000_000, { startsOn: dateIn(-1) })],
      ['/terms/startsOn', offer(6_000_000, { startsOn: dateIn(800) })],
      ['/terms/startsOn', offer(6_000_000, { startsOn: '2027-02-30' })],
      ['/terms/note', offer(6_000_000, { note: 'x'.repeat(2_001) })],
      ['/terms/fee', terms()],
    ]
    await expectFieldsRefused(app, recruiter, { method: 'POST', path }, [
      ...wrong.map(([pointer, terms]): [string, object] => [pointer, { terms }]),
      ['/expiresAt', { terms: offer(), expiresAt: inDays(-1).toISOString() }],
    ])
    await expectBadInputRefused(app, recruiter, { method: 'POST', path, body: { terms: offer() } })
  })

  it('show the client for whom the card waits, and nothing of the money', async () => {
    const { people } = world
    const job = await world.job()
    const { id, candidate } = await world.application(job, { stage: 'offer', agency: world.agency })
    const first = await world.offerTo(id, { terms: offer(6_123_457), text: 'MARKER-OFFER' })
    await world.act(candidate, first, 'counter', { terms: offer(6_765_431), text: 'MARKER-ASKED' })
    const rows = await app.sql<{ stream_id: string; type: string; data: object }>(
      'select stream_id, type, data from event where stream_id like $1 or stream_id like $2',
      [`application:${id}:%`, `job:${job}:%`],
    )
    const marked = (data: object) => /MARKER|6123457|6765431/.test(JSON.stringify(data))
    const heard = new Set(rows.map(({ stream_id }) => stream_id))
    expect([...heard].toSorted()).toEqual(
      [
        `application:${id}:candidate`,
        `application:${id}:client`,
        `application:${id}:staff`,
        `job:${job}:client`,
        `job:${job}:staff`,
      ].toSorted(),
    )
    for (const { stream_id, data } of rows)
      if (!/^application:.*:(staff|candidate)$/.test(stream_id)) expect(marked(data), stream_id).toBe(false)
    for (const path of [`/applications/${id}`, `/applications/${id}/threads`, `/jobs/${job}/board`])
      for (const person of [people.client, people.agency])
        expect(marked((await app.call(person, 'GET', path)).body), path).toBe(false)
  })
})
