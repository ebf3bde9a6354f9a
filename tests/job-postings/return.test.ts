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

describe('return a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const waiting = (status = 'pending_approval') =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.client, status })
  const giveBack = (id: string, body: object) =>
    app.call(world.people.manager, 'POST', `/jobs/${id}/return`, body)

  it('makes it a draft again, with the reason, until it is submitted once more', async () => {
    const id = await waiting()
    const answer = await giveBack(id, { reason: 'The salary is missing.', version: 1 })
    expect(answer.body).toMatchObject({ status: 'draft', version: 2, returnReason: 'The salary is missing.' })
    const seen = await app.call(world.people.client, 'GET', `/jobs/${id}`)
    expect(seen.body).toMatchObject({ status: 'draft', returnReason: 'The salary is missing.' })

    const salary = { min: 100, max: 200, currency: 'EUR' }
    const edited = await app.call(world.people.client, 'PATCH', `/jobs/${id}`, { version: 2, salary })
    expect(edited.body).toMatchObject({ version: 3, salary })
    const submitted = await app.call(world.people.client, 'POST', `/jobs/${id}/submit`)
    expect(submitted.body).toMatchObject({ status: 'pending_approval', returnReason: null })
  })

  it('keeps the first reason when two managers return it: the second is told', async () => {
    const id = await waiting()
    await giveBack(id, { reason: 'First.' })
    const second = await unchanged(() => giveBack(id, { reason: 'Second.' }))
    expect(second).toMatchObject({ status: 409, body: { code: 'invalid_transition' } })
  })

  it('is only for one that waits', async () => {
    const open = await waiting('open')
    const answer = await unchanged(() => giveBack(open, { reason: 'Too late.' }))
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition', allowed: ['pause', 'close'] },
    })
    const id = await waiting()
    const stale = await unchanged(() => giveBack(id, { reason: 'No.', version: 2 }))
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale', current: { version: 1 } } })
  })

  it('is the manager’s alone, and needs a reason', async () => {
    const request = {
      method: 'POST',
      path: `/jobs/${await waiting()}/return`,
      body: { reason: 'No.' },
    } as const
    const { recruiter, client, candidate, agency, outsideManager, manager } = world.people
    await expectRefused(app, request, [
      [recruiter, 403],
      [client, 403],
      [candidate, 403],
      [agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [outsideManager])
    await expectBadInputRefused(app, manager, request)
    await expectFieldsRefused(app, manager, request, [
      ['/reason', { reason: undefined }],
      ['/reason', { reason: ' ' }],
      ['/reason', { reason: 'a\u0000' }],
      ['/reason', { reason: 'x'.repeat(2_001) }],
    ])
  })
})
