import { beforeAll, describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { makeBoard } from '../support/board-world.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('take back a proposal', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const proposed = { stage: 'screening', shortlist: 'proposed' } as const
  const withdraw = (id: string, body: object = {}) =>
    app.call(world.people.recruiter, 'POST', `/applications/${id}/shortlist/withdraw`, body)

  it('takes the card from the client at once, board and page', async () => {
    const { job, ids } = await makeBoard(world, { Ada: proposed, Ben: proposed })
    const board = await inRoom(app.url, world.people.client, `job:${job}`)
    const page = await inRoom(app.url, world.people.client, `application:${ids.Ada}`)
    expect((await withdraw(ids.Ada!, { version: 1 })).body).toMatchObject({
      stage: 'screening',
      shortlist: 'none',
      shownToClient: false,
    })
    await until('the page is closed', () => page.closed())
    await until('the card is gone', () => {
      const cards = board.state().columns.flatMap(column => column.cards)
      return cards.length === 1 && cards[0]!.id === ids.Ben
    })
    expect((await app.call(world.people.client, 'GET', `/applications/${ids.Ada}`)).status).toBe(404)
    expect(await unchanged(() => withdraw(ids.Ada!))).toMatchObject({ status: 200 })
    const again = await app.call(world.people.recruiter, 'POST', `/applications/${ids.Ada}/shortlist`)
    expect(again.body).toMatchObject({ shortlist: 'proposed', waiting: { rule: 'shortlist-action' } })
    board.close()
    page.close()
  })

  it('is too late once it was decided', async () => {
    const { ids } = await makeBoard(world, {
      Ada: { ...proposed, stage: 'interview', shortlist: 'approved' },
    })
    expect(await unchanged(() => withdraw(ids.Ada!))).toMatchObject({
      status: 409,
      body: { code: 'not_proposed', current: { stage: 'interview' } },
    })
  })

  it('leaves the card to a client that recruits for itself', async () => {
    const { staffing, people } = world
    const job = await makeJob({ company: staffing, staffing, by: people.manager })
    const colleague = await app.person('client', staffing)
    const id = await makeApplication(job, await app.person('candidate'), proposed)
    expect((await withdraw(id)).body).toMatchObject({ shortlist: 'none' })
    expect((await app.call(colleague, 'GET', `/applications/${id}`)).body).toMatchObject({
      shortlist: 'none',
    })
  })

  it('is the staff’s alone', async () => {
    const { ids } = await makeBoard(world, { Ada: proposed })
    const request = { method: 'POST', path: `/applications/${ids.Ada}/shortlist/withdraw`, body: {} } as const
    const { client, agency, candidate, interviewer, outsideRecruiter, recruiter } = world.people
    await expectRefused(app, request, [
      [client, 403],
      [agency, 403],
      [candidate, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [outsideRecruiter])
    await expectBadInputRefused(app, recruiter, request)
    expect(await unchanged(() => withdraw(ids.Ada!, { version: 4 }))).toMatchObject({
      body: { code: 'stale' },
    })
  })
})
