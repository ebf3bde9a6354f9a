import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('pause a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const job = (status = 'open') =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, status })
  const pause = (id: string, body?: object) =>
    app.call(world.people.recruiter, 'POST', `/jobs/${id}/pause`, body)

  it('takes it off the list and takes no applications, but its pipeline goes on', async () => {
    const id = await job()
    const application = await makeApplication(id, world.people.candidate)
    expect((await pause(id, { version: 1 })).body).toMatchObject({ status: 'paused', version: 2 })
    expect((await pause(id)).body).toMatchObject({ status: 'paused', version: 2 })
    const listed = await app.call(null, 'GET', '/jobs')
    expect(listed.body.data.map((each: { id: string }) => each.id)).not.toContain(id)
    const applied = await app.call(world.people.candidate2, 'POST', `/jobs/${id}/applications`, {})
    expect(applied).toMatchObject({ status: 409, body: { code: 'job_closed' } })
    const path = `/applications/${application}/move`
    const moved = await app.call(world.people.recruiter, 'POST', path, { to: 'screening', version: 1 })
    expect(moved.status).toBe(200)
  })

  it.each([
    ['draft', ['submit']],
    ['pending_approval', []],
    ['filled', ['close']],
    ['closed', ['reopen']],
  ])('is not for a job that is %s', async (status, allowed) => {
    const id = await job(status)
    const answer = await unchanged(() => pause(id))
    expect(answer).toMatchObject({ status: 409, body: { code: 'invalid_transition', allowed } })
  })

  it('is the staff’s, and says when the job has changed', async () => {
    const id = await job()
    const request = { method: 'POST', path: `/jobs/${id}/pause` } as const
    const { client, candidate, agency, interviewer, outsideRecruiter, outsideManager, recruiter } =
      world.people
    await expectRefused(app, request, [
      [client, 403],
      [candidate, 403],
      [agency, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [outsideRecruiter, outsideManager])
    await expectBadInputRefused(app, recruiter, request)
    const stale = await unchanged(() => pause(id, { version: 7 }))
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { status: 'open', version: 1 } },
    })
  })
})
