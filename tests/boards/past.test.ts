import { beforeAll, describe, expect, it } from 'vitest'
import { makeBoard } from '../support/board-world.ts'
import { layout } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { makeWorld } from '../support/world.ts'

describe('the board as it was', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const at = (job: string, instant: Date | string) => {
    const text = typeof instant === 'string' ? instant : instant.toISOString()
    return app.call(world.people.recruiter, 'GET', `/jobs/${job}/board?at=${encodeURIComponent(text)}`)
  }
  const now = async (job: string) =>
    (await app.call(world.people.recruiter, 'GET', `/jobs/${job}/board`)).body
  const places = ({ columns }: { columns: { cards: { id: string; shortlist: string }[] }[] }) =>
    columns.flatMap(({ cards }) => cards.map(({ id, shortlist }) => ({ id, shortlist })))

  it('is at each instant what it showed then', async () => {
    const { recruiter, client } = world.people
    const { job, ids, candidates } = await makeBoard(world, {})
    expect(ids).toEqual({})
    const apply = async (name: string) =>
      (await app.call(await app.person('candidate', null, name), 'POST', `/jobs/${job}/applications`, {}))
        .body.id as string
    const [ada, ben] = [await apply('Ada'), await apply('Ben')]
    const steps: [typeof recruiter, string, string, object?][] = [
      [recruiter, ben, 'rank', { before: ada, version: 1 }],
      [recruiter, ada, 'move', { to: 'screening', version: 1 }],
      [recruiter, ben, 'move', { to: 'screening', version: 2, before: ada }],
      [recruiter, ada, 'shortlist'],
      [client, ada, 'approve'],
      [recruiter, ben, 'shortlist'],
      [recruiter, ben, 'shortlist/withdraw'],
      [recruiter, ben, 'reject', { reason: 'No.' }],
    ]
    const seen: { instant: Date; board: Awaited<ReturnType<typeof now>> }[] = []
    const note = async () => {
      const board = await now(job)
      // The next change is of another millisecond
      const instant = new Date()
      while (Date.now() === instant.getTime());
      seen.push({ instant, board })
    }
    await note()
    for (const [by, id, verb, body = {}] of steps) {
      const answer = await app.call(by, 'POST', `/applications/${id}/${verb}`, body)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      await note()
    }
    for (const { instant, board } of seen) {
      const past = (await at(job, instant)).body
      expect(layout(past)).toEqual(layout(board))
      expect(places(past)).toEqual(places(board))
    }
    expect(candidates).toEqual({})
  })

  it('has empty columns before there was anybody, and stands by the histories where the log says nothing', async () => {
    const { job, ids } = await makeBoard(world, { Ada: 'applied', Ben: 'applied' })
    const before = (await at(job, '2001-01-01T00:00:00Z')).body
    expect(before.columns.map(({ count }: { count: number }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0])
    const past = (await at(job, new Date())).body
    expect(layout(past).applied).toEqual([ids.Ada, ids.Ben])
  })

  it('refuses the future, and what is no instant', async () => {
    const { job } = await makeBoard(world, {})
    for (const instant of [new Date(Date.now() + 60_000), 'tomorrow', '']) {
      const { status, body } = await at(job, instant)
      expect(status).toBe(400)
      expect(body.errors[0].pointer).toBe('/query/at')
    }
  })

  it('is the staff’s alone', async () => {
    const { job, path } = await makeBoard(world, { Ada: 'applied' })
    const request = { method: 'GET', path: `/jobs/${job}/board?at=2020-01-01T00:00:00Z` } as const
    const { client, agency, candidate, otherClient, outsideRecruiter, recruiter } = world.people
    await expectRefused(app, request, [
      [client, 403],
      [agency, 403],
      [candidate, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [otherClient, outsideRecruiter])
    const page = await openPage(app.url, recruiter, `${path}/past?at=2020-01-01T10:00`)
    expect(page.status).toBe(200)
    expect(page.html).toContain('Nobody was on this board then.')
    expect((await openPage(app.url, recruiter, `${path}/past`)).html).toContain('Ada')
    expect((await openPage(app.url, recruiter, `${path}/past?at=2199-01-01T10:00`)).status).toBe(400)
    for (const person of [client, agency, outsideRecruiter])
      expect((await openPage(app.url, person, `${path}/past`)).status).toBe(404)
  })
})
