import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('rank an application', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const column = async (size: number) => {
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager })
    const cards: string[] = []
    for (let n = 0; n < size; n++) cards.push(await makeApplication(job, await app.person('candidate')))
    const order = async () => {
      const board = await app.call(world.people.recruiter, 'GET', `/jobs/${job}/board`)
      return board.body.columns[0].cards.map(({ id }: { id: string }) => cards.indexOf(id)) as number[]
    }
    return { job, cards, order }
  }
  const rank = (id: string, body: object) =>
    app.call(world.people.recruiter, 'POST', `/applications/${id}/rank`, body)

  it('puts a card before another, after one, or at the end', async () => {
    const { cards, order } = await column(4)
    const [a, b, c, d] = cards as [string, string, string, string]
    expect((await rank(d, { before: a, version: 1 })).body).toMatchObject({
      id: d,
      version: 2,
      stage: 'applied',
    })
    expect(await order()).toEqual([3, 0, 1, 2])
    await rank(d, { after: b, version: 2 })
    expect(await order()).toEqual([0, 1, 3, 2])
    await rank(c, { before: b, version: 1 })
    expect(await order()).toEqual([0, 2, 1, 3])
    await rank(a, { version: 1 })
    expect(await order()).toEqual([2, 1, 3, 0])
  })

  it('keeps one order for everybody when two take the same place', async () => {
    const { cards, order } = await column(4)
    const [a, , c, d] = cards as [string, string, string, string]
    const both = await Promise.all([rank(c, { before: a, version: 1 }), rank(d, { before: a, version: 1 })])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    const seen = await order()
    expect(seen.slice(2)).toEqual([0, 1])
    expect(await order()).toEqual(seen)
  })

  it('leaves no history, and is told to the board', async () => {
    const { job, cards } = await column(2)
    await rank(cards[1]!, { before: cards[0], version: 1 })
    const history = await app.call(world.people.recruiter, 'GET', `/applications/${cards[1]}/history`)
    expect(history.body.data).toHaveLength(1)
    const events = await app.sql('select type from event where stream_id = $1', [`job:${job}:staff`])
    expect(events).toEqual([{ type: 'application.ranked' }])
  })

  it('says when the card has changed meanwhile', async () => {
    const { cards } = await column(2)
    const stale = await unchanged(() => rank(cards[1]!, { before: cards[0], version: 2 }))
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { version: 1 } } })
  })

  it('is the staff’s, among the cards of one column', async () => {
    const { job, cards } = await column(2)
    const body = { before: cards[0], version: 1 }
    const request = { method: 'POST', path: `/applications/${cards[1]}/rank`, body } as const
    const { client, candidate, agency, interviewer, outsideRecruiter, recruiter } = world.people
    await expectRefused(app, request, [
      [client, 403],
      [candidate, 403],
      [agency, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [outsideRecruiter])
    await expectBadInputRefused(app, recruiter, request)
    const elsewhere = await makeApplication(job, world.people.candidate, { stage: 'screening' })
    await expectFieldsRefused(app, recruiter, request, [
      ['/before', { before: elsewhere }],
      ['/before', { before: cards[1] }],
      ['/after', { after: elsewhere }],
      ['/after', { after: 'x' }],
      ['/version', { version: undefined }],
      ['/rank', { rank: 'a0' }],
    ])
  })
})
