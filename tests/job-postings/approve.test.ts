import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeJob, makeWorld } from '../support/world.ts'

describe('approve a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const waiting = (more: object = {}) =>
    makeJob({
      company: world.employer,
      staffing: world.staffing,
      by: world.people.client,
      status: 'pending_approval',
      ...more,
    })
  const approve = (id: string, body?: object) =>
    app.call(world.people.manager, 'POST', `/jobs/${id}/approve`, body)

  it('opens it for everybody', async () => {
    const id = await waiting()
    const answer = await approve(id, { version: 1 })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ status: 'open', version: 2, returnReason: null })
    expect((await app.call(null, 'GET', `/jobs/${id}`)).body).toMatchObject({ id, status: 'open' })
    const applied = await app.call(world.people.candidate, 'POST', `/jobs/${id}/applications`, {})
    expect(applied.status).toBe(201)
  })

  it('is done once when two managers do it at the same time', async () => {
    const id = await waiting()
    const answers = await Promise.all([approve(id), approve(id), approve(id)])
    expect(answers.map(({ status, body }) => [status, body.version])).toEqual([
      [200, 2],
      [200, 2],
      [200, 2],
    ])
    const events = await app.sql(`select from event where stream_id = $1 and type = 'job.approved'`, [
      `job:${id}:staff`,
    ])
    expect(events).toHaveLength(1)
  })

  it('needs a deadline that has not passed', async () => {
    const id = await waiting({ deadline: new Date(Date.now() - 1_000) })
    expect(await unchanged(() => approve(id))).toMatchObject({ status: 409, body: { code: 'conflict' } })
    const deadline = new Date(Date.now() + 3_600_000).toISOString()
    await app.call(world.people.manager, 'PATCH', `/jobs/${id}`, { version: 1, deadline })
    expect((await approve(id)).body).toMatchObject({ status: 'open', deadline })
  })

  it('is only for one that waits', async () => {
    const draft = await waiting({ status: 'draft' })
    expect(await unchanged(() => approve(draft))).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition', allowed: ['submit'] },
    })
    const id = await waiting()
    expect(await unchanged(() => approve(id, { version: 9 }))).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { version: 1, status: 'pending_approval' } },
    })
  })

  it('is the manager’s alone, and of their own company', async () => {
    const request = { method: 'POST', path: `/jobs/${await waiting()}/approve` } as const
    const { recruiter, client, candidate, interviewer, agency, outsideManager } = world.people
    await expectRefused(app, request, [
      [recruiter, 403],
      [client, 403],
      [candidate, 403],
      [interviewer, 403],
      [agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [outsideManager])
    await expectBadInputRefused(app, world.people.manager, request)
    expect((await app.call(world.people.admin, 'POST', request.path)).body).toMatchObject({ status: 'open' })
  })
})
