import { beforeAll, describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { until } from '../support/wait.ts'
import { assign, makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('delete a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const job = (more: object = {}) =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, ...more })
  const remove = (person: keyof typeof world.people, id: string, body?: object) =>
    app.call(world.people[person], 'DELETE', `/jobs/${id}`, body)

  it('takes it away for everybody at once; its row, history and applications stay', async () => {
    const id = await job()
    await assign(id, 'agency', { company: world.agency }, world.people.manager)
    const application = await makeApplication(id, world.people.candidate)
    const seats = await Promise.all(
      (['recruiter', 'client', 'agency', 'admin'] as const).map(who =>
        inRoom(app.url, world.people[who], `job:${id}`),
      ),
    )
    expect((await remove('manager', id, { version: 1 })).status).toBe(204)
    for (const seat of seats) await until('the room is closed', () => seat.closed())
    for (const who of ['manager', 'recruiter', 'client', 'agency', 'admin', 'candidate'] as const)
      expect((await app.call(world.people[who], 'GET', `/jobs/${id}`)).status).toBe(404)
    expect((await remove('manager', id)).status).toBe(404)
    expect(await app.sql('select deleted_at, status from job_posting where id = $1', [id])).toMatchObject([
      { deleted_at: expect.any(Date), status: 'open' },
    ])
    const own = await app.call(world.people.candidate, 'GET', `/applications/${application}`)
    expect(own.body).toMatchObject({ stage: 'received' })
    expect(
      (await app.call(world.people.recruiter, 'GET', `/applications/${application}/history`)).status,
    ).toBe(200)
    for (const seat of seats) seat.close()
  })

  it('leaves nothing more to be done with its applications than to withdraw', async () => {
    const id = await job()
    const application = await makeApplication(id, world.people.candidate, { stage: 'screening' })
    await remove('manager', id)
    const path = `/applications/${application}`
    const { recruiter, admin } = world.people
    for (const [verb, body] of [
      ['move', { to: 'interview', version: 1 }],
      ['reject', { reason: 'Gone.' }],
      ['rank', { version: 1 }],
      ['shortlist', {}],
    ] as const)
      await expectRefused(app, { method: 'POST', path: `${path}/${verb}`, body }, [
        [recruiter, 403],
        [admin, 403],
      ])
    expect((await app.call(world.people.candidate, 'POST', `${path}/withdraw`)).body).toMatchObject({
      stage: 'withdrawn',
    })
    const reopened = await unchanged(() => app.call(world.people.candidate, 'POST', `${path}/reopen`))
    expect(reopened).toMatchObject({ status: 409, body: { code: 'job_closed' } })
  })

  it('is for each side what it wrote itself and nobody approved', async () => {
    expect((await remove('client', await job({ status: 'draft', by: world.people.client }))).status).toBe(204)
    expect((await remove('client', await job({ status: 'pending_approval' }))).status).toBe(204)
    expect((await remove('recruiter', await job({ status: 'draft' }))).status).toBe(204)
    const { recruiter, client } = world.people
    const refused = async (more: object, person: typeof client) =>
      expectRefused(app, { method: 'DELETE', path: `/jobs/${await job(more)}` }, [[person, 403]])
    await refused({ status: 'draft', by: client }, recruiter)
    await refused({ status: 'open' }, recruiter)
    await refused({ status: 'open' }, client)
    await refused({ status: 'closed' }, client)
  })

  it('says when somebody has changed it meanwhile', async () => {
    const id = await job()
    const stale = await unchanged(() => remove('manager', id, { version: 3 }))
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { id, version: 1 } } })
    const byHeader = await app.call(world.people.manager, 'DELETE', `/jobs/${id}`, undefined, {
      'if-match': '"3"',
    })
    expect(byHeader.status).toBe(409)
  })

  it('is nobody else’s', async () => {
    const request = { method: 'DELETE', path: `/jobs/${await job()}` } as const
    const { candidate, agency, interviewer, otherClient, outsideRecruiter, outsideManager, manager } =
      world.people
    await expectRefused(app, request, [
      [candidate, 403],
      [agency, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [otherClient, outsideRecruiter, outsideManager])
    await expectBadInputRefused(app, manager, request)
  })
})
