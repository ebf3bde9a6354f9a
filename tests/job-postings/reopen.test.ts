import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('reopen a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const job = (status: string, more: object = {}) =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, status, ...more })
  const reopen = (id: string, body?: object) =>
    app.call(world.people.recruiter, 'POST', `/jobs/${id}/reopen`, body)
  const hourAgo = () => new Date(Date.now() - 3_600_000)

  it('takes up a paused one where it stood, and a closed one anew', async () => {
    const [paused, closed] = [await job('paused'), await job('closed')]
    await app.sql('update job_posting set opened_at = $1 where id = any($2)', [hourAgo(), [paused, closed]])
    const [resumed, anew] = [await reopen(paused, { version: 1 }), await reopen(closed, { version: 1 })]
    expect(resumed.body).toMatchObject({ status: 'open', version: 2, closedAt: null })
    expect(anew.body).toMatchObject({ status: 'open', version: 2, closedAt: null })
    expect(Date.parse(resumed.body.openedAt)).toBeLessThan(Date.now() - 3_000_000)
    expect(Date.parse(anew.body.openedAt)).toBeGreaterThan(Date.now() - 60_000)
    const applied = await app.call(world.people.candidate, 'POST', `/jobs/${closed}/applications`, {})
    expect(applied.status).toBe(201)
  })

  it.each(['paused', 'closed'])('needs a deadline that has not passed for one that is %s', async status => {
    const id = await job(status, { deadline: hourAgo() })
    expect(await unchanged(() => reopen(id))).toMatchObject({ status: 409, body: { code: 'conflict' } })
    const edited = await app.call(world.people.recruiter, 'PATCH', `/jobs/${id}`, {
      version: 1,
      deadline: null,
    })
    expect(edited.status).toBe(200)
    expect((await reopen(id)).body).toMatchObject({ status: 'open' })
  })

  it('needs an opening', async () => {
    const id = await job('closed', { openings: 1 })
    await makeApplication(id, world.people.candidate, { stage: 'hired' })
    expect(await unchanged(() => reopen(id))).toMatchObject({ status: 409, body: { code: 'no_openings' } })
  })

  it.each([
    ['draft', ['submit']],
    ['pending_approval', []],
    ['filled', ['close']],
  ])('is not for a job that is %s', async (status, allowed) => {
    const id = await job(status)
    expect(await unchanged(() => reopen(id))).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition', allowed },
    })
  })

  it('is the staff’s, and says when the job has changed', async () => {
    const id = await job('closed')
    const request = { method: 'POST', path: `/jobs/${id}/reopen` } as const
    const { client, candidate, agency, outsideRecruiter, recruiter } = world.people
    await expectRefused(app, request, [
      [client, 403],
      [candidate, 403],
      [agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [outsideRecruiter])
    await expectBadInputRefused(app, recruiter, request)
    const stale = await unchanged(() => reopen(id, { version: 7 }))
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { status: 'closed' } } })
  })
})
