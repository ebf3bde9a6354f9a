import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { makeBoard } from '../support/board-world.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeWorld } from '../support/world.ts'

describe('decide on several at once', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const proposed = { stage: 'screening', shortlist: 'proposed' } as const
  const boardOf = (...names: string[]) =>
    makeBoard(world, Object.fromEntries(names.map(name => [name, proposed])))
  const decide = (job: string, decisions: object[], headers = {}) =>
    app.call(world.people.client, 'POST', `/jobs/${job}/shortlist/decide`, { decisions }, headers)

  it('gives each its own outcome: one that fails does not stop the others', async () => {
    const { job, ids } = await boardOf('Ada', 'Ben', 'Cem', 'Dora')
    const elsewhere = await boardOf('Emil')
    const nowhere = newId()
    const { status, body } = await decide(job, [
      { applicationId: ids.Ada, approve: true, version: 1 },
      { applicationId: ids.Ben, decline: 'Not now.' },
      { applicationId: ids.Cem, approve: true, version: 9 },
      { applicationId: elsewhere.ids.Emil, approve: true },
      { applicationId: nowhere, approve: true },
      { applicationId: ids.Dora, approve: true },
    ])
    expect(status).toBe(200)
    expect(body.data).toMatchObject([
      { applicationId: ids.Ada, ok: true, application: { stage: 'interview' } },
      { applicationId: ids.Ben, ok: true, application: { stage: 'rejected' } },
      { applicationId: ids.Cem, ok: false, error: { code: 'stale', current: { stage: 'screening' } } },
      { applicationId: elsewhere.ids.Emil, ok: false, error: { code: 'not_found' } },
      { applicationId: nowhere, ok: false, error: { code: 'not_found' } },
      { applicationId: ids.Dora, ok: true, application: { stage: 'interview' } },
    ])
    const emil = await app.sql('select stage from application where id = $1', [elsewhere.ids.Emil])
    expect(emil).toEqual([{ stage: 'screening' }])
  })

  it('sent twice under one key does nothing twice, and answers the same', async () => {
    const { job, ids } = await boardOf('Ada', 'Ben')
    const decisions = [
      { applicationId: ids.Ada, approve: true, version: 1 },
      { applicationId: ids.Ben, decline: 'No.', version: 1 },
    ]
    const headers = { 'Idempotency-Key': newId() }
    const [first, second] = await Promise.all([
      decide(job, decisions, headers),
      decide(job, decisions, headers),
    ])
    const third = await unchanged(() => decide(job, decisions, headers))
    expect(second.body).toEqual(first.body)
    expect(third.body).toEqual(first.body)
    const other = await unchanged(() => decide(job, [{ applicationId: ids.Ada, decline: 'No.' }], headers))
    expect(other).toMatchObject({ status: 422, body: { code: 'key_reused' } })
  })

  it('takes fifty together', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `Candidate ${index}`)
    const { job, ids } = await boardOf(...names)
    const { body } = await decide(
      job,
      names.map(name => ({ applicationId: ids[name], approve: true })),
    )
    expect(body.data.every(({ ok }: { ok: boolean }) => ok)).toBe(true)
  })

  it('is the assigned hiring manager’s alone, and of no bad input', async () => {
    const { job, ids } = await boardOf('Ada')
    const one = { applicationId: ids.Ada, approve: true }
    const request = {
      method: 'POST',
      path: `/jobs/${job}/shortlist/decide`,
      body: { decisions: [one] },
    } as const
    const { recruiter, unassignedClient, otherClient, agency, candidate, client } = world.people
    await expectRefused(app, request, [
      [unassignedClient, 403],
      [recruiter, 403],
      [agency, 403],
      [candidate, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [otherClient])
    await expectBadInputRefused(app, client, request)
    await expectFieldsRefused(app, client, request, [
      ['/decisions', { decisions: [] }],
      ['/decisions', { decisions: [one, one] }],
      ['/decisions', { decisions: Array.from({ length: 51 }, () => ({ ...one, applicationId: newId() })) }],
      ['/decisions/0/approve', { decisions: [{ applicationId: ids.Ada, approve: false }] }],
      ['/decisions/0/decline', { decisions: [{ applicationId: ids.Ada, decline: '' }] }],
    ])
  })
})
