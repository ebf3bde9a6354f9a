import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { dateIn, makeParties, offer, terms, type Parties } from '../proposals/parties.ts'

describe('placements', () => {
  const app = hirewire()
  let world: Parties
  beforeAll(async () => {
    world = await makeParties(app)
  })
  const bind = async (job: string, more: object) => {
    const id = await world.propose(world.people.manager, job, { terms: terms(more) })
    expect((await world.act(world.people.client, id, 'accept')).status).toBe(200)
  }
  const hire = async (job: string) => {
    const { id } = await world.application(job)
    const body = { to: 'hired', version: 1 }
    const answer = await app.call(world.people.recruiter, 'POST', `/applications/${id}/move`, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return id
  }
  const list = async (query = '', person = world.people.recruiter) =>
    (await app.call(person, 'GET', `/placements${query}`)).body

  it('keep the terms that were bound at the hire, whatever is agreed later', async () => {
    const job = await world.job()
    const before = await hire(job)
    await bind(job, { fee: { basisPoints: 1_111 } })
    const between = await hire(job)
    await bind(job, { fee: { basisPoints: 2_222 } })
    const after = await hire(job)
    const { data } = await list(`?jobId=${job}`)
    expect(
      data.map((row: { application: { id: string }; terms: unknown }) => [row.application.id, row.terms]),
    ).toEqual([
      [after, expect.objectContaining({ version: 2, fee: { basisPoints: 2_222 } })],
      [between, expect.objectContaining({ version: 1, fee: { basisPoints: 1_111 } })],
      [before, null],
    ])
    expect(data[0]).toMatchObject({ status: 'expected', salary: null, startsOn: null })
  })

  it('are one to a hire, also if it is asked for twice', async () => {
    const job = await world.job()
    const id = await hire(job)
    await app.call(world.people.recruiter, 'POST', `/applications/${id}/move`, { to: 'hired', version: 2 })
    expect((await list(`?jobId=${job}`)).data).toHaveLength(1)
  })

  it('are cut: the client reads what it pays the person, not the fee, and other companies nothing', async () => {
    const { people } = world
    const job = await world.job()
    await bind(job, { fee: { amount: 7_654_321, currency: 'EUR' } })
    const { id, candidate } = await world.application(job)
    const offered = await world.offerTo(id, { terms: offer(6_543_219) })
    await world.act(candidate, offered, 'accept')
    const [placement] = (await list(`?jobId=${job}`)).data
    expect(placement).toMatchObject({
      candidate: { id: candidate.id, name: candidate.name },
      salary: { amount: 6_543_219 },
      startsOn: dateIn(30),
      terms: { fee: { amount: 7_654_321 } },
    })
    for (const client of [people.client, people.unassignedClient]) {
      const seen = await app.call(client, 'GET', `/placements/${placement.id}`)
      expect(seen.body).toMatchObject({ salary: { amount: 6_543_219 }, candidate: { name: candidate.name } })
      expect(seen.body).not.toHaveProperty('terms')
      expect(JSON.stringify(await list('', client))).not.toContain('7654321')
    }
    const request = { method: 'GET' as const, path: `/placements/${placement.id}` }
    await expectHidden(app, request, [people.outsideManager, people.outsideRecruiter, people.otherClient])
    await expectRefused(app, request, [
      [people.agency, 403],
      [candidate, 403],
      [people.interviewer, 403],
      [null, 401],
    ])
    for (const outsider of [people.outsideManager, people.otherClient])
      expect((await list('', outsider)).data).toEqual([])
    expect((await list(`?jobId=${job}`, people.admin)).data).toHaveLength(1)
  })

  it('come page by page, and by status', async () => {
    const job = await world.job()
    for (let count = 0; count < 3; count++) await hire(job)
    const first = await list(`?jobId=${job}&limit=2`)
    expect(first.data).toHaveLength(2)
    const second = await list(`?cursor=${first.page.nextCursor}`)
    expect(second).toMatchObject({ data: [{ job: { id: job } }], page: { nextCursor: null } })
    expect((await list(`?jobId=${job}&status=expected,joined`)).data).toHaveLength(3)
    expect((await list(`?jobId=${job}&status=left`)).data).toEqual([])
    for (const query of ['?status=gone', '?jobId=7', '?surprise=1', '?limit=0'])
      expect((await app.call(world.people.recruiter, 'GET', `/placements${query}`)).status, query).toBe(400)
  })
})
