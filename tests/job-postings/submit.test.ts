import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeJob, makeWorld } from '../support/world.ts'

describe('submit a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const draft = (by: keyof typeof world.people = 'client', more: object = {}) =>
    makeJob({
      company: world.employer,
      staffing: world.staffing,
      by: world.people[by],
      status: 'draft',
      ...more,
    })
  const submit = (person: keyof typeof world.people, id: string, body?: object) =>
    app.call(world.people[person], 'POST', `/jobs/${id}/submit`, body)

  it('lets a client’s wait for a manager, and only once', async () => {
    const id = await draft()
    const answer = await submit('client', id, { version: 1 })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ status: 'pending_approval', version: 2 })
    expect(answer.body.submittedAt).toEqual(expect.any(String))
    const again = await unchanged(() => submit('client', id, { version: 1 }))
    expect(again.body).toMatchObject({ status: 'pending_approval', version: 2 })
    expect((await app.call(null, 'GET', `/jobs/${id}`)).status).toBe(404)
  })

  it('opens the staff’s own at once', async () => {
    const answer = await submit('recruiter', await draft('recruiter2'))
    expect(answer.body).toMatchObject({ status: 'open' })
    expect(answer.body.openedAt).toEqual(expect.any(String))
  })

  it('does not open a client’s because a recruiter submits it; a manager approves by submitting', async () => {
    expect((await submit('recruiter', await draft())).body).toMatchObject({ status: 'pending_approval' })
    expect((await submit('manager', await draft())).body).toMatchObject({ status: 'open' })
  })

  it('opens nothing whose deadline has passed', async () => {
    const id = await draft('recruiter', { deadline: new Date(Date.now() - 1_000) })
    const answer = await unchanged(() => submit('recruiter', id))
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  it('is only for drafts', async () => {
    const id = await draft('recruiter', { status: 'closed' })
    const answer = await unchanged(() => submit('recruiter', id))
    expect(answer).toMatchObject({ status: 409, body: { code: 'invalid_transition', allowed: ['reopen'] } })
    const asClient = await unchanged(() => submit('client', id))
    expect(asClient).toMatchObject({ status: 409, body: { code: 'invalid_transition', allowed: [] } })
  })

  it('says when somebody has changed it meanwhile', async () => {
    const id = await draft()
    await app.call(world.people.recruiter, 'PATCH', `/jobs/${id}`, { version: 1, title: 'Another' })
    const answer = await unchanged(() => submit('client', id, { version: 1 }))
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { version: 2, title: 'Another' } },
    })
    expect(answer.body.current).not.toHaveProperty('assignments')
    const byHeader = await app.call(
      world.people.client,
      'POST',
      `/jobs/${id}/submit`,
      {},
      { 'if-match': '"1"' },
    )
    expect(byHeader).toMatchObject({ status: 409, body: { code: 'stale' } })
  })

  it('is for the two sides of the job alone', async () => {
    const id = await draft()
    const request = { method: 'POST', path: `/jobs/${id}/submit` } as const
    const { people } = world
    await expectRefused(app, request, [
      [people.candidate, 403],
      [people.interviewer, 403],
      [people.agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.otherClient, people.outsideRecruiter, people.outsideManager])
    await expectBadInputRefused(app, people.client, request)
    await expectFieldsRefused(app, people.client, request, [
      ['/version', { version: 0 }],
      ['/version', { version: '1' }],
    ])
  })
})
