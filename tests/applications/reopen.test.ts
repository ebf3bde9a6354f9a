import { beforeAll, describe, expect, it } from 'vitest'
import { stages } from '../../db/entities/application.ts'
import { inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('reopen an application', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const withdrawn = async (more: object = {}) => {
    const { candidate, manager: by } = world.people
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by, ...more })
    return makeApplication(job, candidate, { stage: 'withdrawn' })
  }
  const reopen = (id: string) => app.call(world.people.candidate, 'POST', `/applications/${id}/reopen`)

  it('puts it back to where everybody begins, with its history', async () => {
    const id = await withdrawn()
    expect((await reopen(id)).body).toMatchObject({ stage: 'received', canWithdraw: true, canReopen: false })
    const history = await app.call(world.people.recruiter, 'GET', `/applications/${id}/history`)
    expect(history.body.data).toMatchObject([{ to: 'applied' }, { from: 'withdrawn', to: 'applied' }])
    const again = await unchanged(() => reopen(id))
    expect(again.status).toBe(200)
    const apply = { method: 'POST', path: `/applications/${id}/withdraw` } as const
    expect((await app.call(world.people.candidate, apply.method, apply.path)).body).toMatchObject({
      stage: 'withdrawn',
    })
  })

  it('takes it out of the client’s sight until it is proposed anew', async () => {
    const person = await app.person('candidate')
    const id = await makeApplication(world.job, person, { stage: 'interview', shortlist: 'approved' })
    const board = await inRoom(app.url, world.people.client, `job:${world.job}`)
    const card = await inRoom(app.url, world.people.client, `application:${id}`)
    await app.call(person, 'POST', `/applications/${id}/withdraw`)
    await app.call(person, 'POST', `/applications/${id}/reopen`)
    await until('the card is taken away', () => board.events.some(({ data }) => data.removed === id))
    await until('its room is closed', () => card.closed())
    expect((await app.call(world.people.client, 'GET', `/applications/${id}`)).status).toBe(404)
    const staff = await app.call(world.people.recruiter, 'GET', `/applications/${id}`)
    expect(staff.body).toMatchObject({ stage: 'applied', shortlist: 'none', shownToClient: false })
    for (const seat of [board, card]) seat.close()
  })

  it.each([
    ['draft', {}],
    ['paused', {}],
    ['filled', {}],
    ['closed', {}],
    ['open', { deadline: new Date(Date.now() - 1_000) }],
  ])('needs a job that takes applications, not one that is %s %o', async (status, more) => {
    const id = await withdrawn({ status, ...more })
    expect(await unchanged(() => reopen(id))).toMatchObject({ status: 409, body: { code: 'job_closed' } })
  })

  it('is not for what was not withdrawn', async () => {
    for (const stage of stages.filter(each => each !== 'withdrawn' && each !== 'applied')) {
      const person = await app.person('candidate')
      const id = await makeApplication(world.job, person, { stage })
      const answer = await unchanged(() => app.call(person, 'POST', `/applications/${id}/reopen`))
      expect(answer, stage).toMatchObject({ status: 409, body: { code: 'invalid_transition', allowed: [] } })
    }
  })

  it('is the candidate’s own', async () => {
    const request = { method: 'POST', path: `/applications/${await withdrawn()}/reopen` } as const
    const { candidate, candidate2, recruiter, admin, client, agency } = world.people
    await expectRefused(app, request, [
      [recruiter, 403],
      [admin, 403],
      [client, 403],
      [agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [candidate2])
    await expectBadInputRefused(app, candidate, request)
  })
})
