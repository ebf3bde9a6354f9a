import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeCompany, makeJob, makeWorld } from '../support/world.ts'

describe('close a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const job = (status = 'open') =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, status })
  const close = (person: keyof typeof world.people, id: string, body?: object) =>
    app.call(world.people[person], 'POST', `/jobs/${id}/close`, body)

  it.each(['open', 'paused', 'filled'])('ends the search of one that is %s', async status => {
    const id = await job(status)
    const answer = await close('recruiter', id, { version: 1 })
    expect(answer.body).toMatchObject({ status: 'closed', version: 2 })
    expect(answer.body.closedAt).toEqual(expect.any(String))
    expect((await close('manager', id)).body).toMatchObject({ status: 'closed', version: 2 })
    const applied = await app.call(world.people.candidate, 'POST', `/jobs/${id}/applications`, {})
    expect(applied).toMatchObject({ status: 409, body: { code: 'job_closed' } })
  })

  it('leaves its candidates where they are, still to be decided on', async () => {
    const id = await job()
    const application = await makeApplication(id, world.people.candidate2, { stage: 'interview' })
    await close('recruiter', id)
    const read = await app.call(world.people.recruiter, 'GET', `/applications/${application}`)
    expect(read.body).toMatchObject({ stage: 'interview', version: 1 })
  })

  it('is the client’s too, of its own job; not of a hiring manager who looks on in-house', async () => {
    expect((await close('client', await job())).body).toMatchObject({ status: 'closed' })
    const inHouse = await makeCompany('employer')
    const [recruiter, hiringManager] = [
      await app.person('recruiter', inHouse),
      await app.person('client', inHouse),
    ]
    const id = await makeJob({ company: inHouse, staffing: inHouse, by: recruiter })
    await expectRefused(app, { method: 'POST', path: `/jobs/${id}/close` }, [[hiringManager, 403]])
  })

  it.each(['draft', 'pending_approval'])('is not for a job that is %s', async status => {
    const id = await job(status)
    expect(await unchanged(() => close('manager', id))).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition' },
    })
  })

  it('is for the two sides of the job alone, and says when it has changed', async () => {
    const id = await job()
    const request = { method: 'POST', path: `/jobs/${id}/close` } as const
    const { candidate, agency, interviewer, otherClient, outsideRecruiter, recruiter } = world.people
    await expectRefused(app, request, [
      [candidate, 403],
      [agency, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [otherClient, outsideRecruiter])
    await expectBadInputRefused(app, recruiter, request)
    const stale = await unchanged(() => close('recruiter', id, { version: 7 }))
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { status: 'open' } } })
  })
})
