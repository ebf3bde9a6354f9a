import { beforeAll, describe, expect, it } from 'vitest'
import { connectHirewire } from '../../realtime/client.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeWorld } from '../support/world.ts'
import { puttingForward } from './put-forward.ts'

describe('a candidate declines to be put forward', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { job, proposed, answer } = puttingForward(app, () => world)

  it('with a reason for those who asked, or without one', async () => {
    const { agency, recruiter, candidate } = world.people
    const here = await job()
    const id = await proposed(agency, here, candidate)
    const declined = await answer(candidate, id, 'decline', { reason: 'Too far away.' })
    expect(declined).toMatchObject({ status: 200, body: { status: 'declined', application: null } })
    for (const person of [agency, recruiter])
      expect((await app.call(person, 'GET', `/submissions/${id}`)).body.reason).toBe('Too far away.')
    // The agency still reads no id: nobody has agreed to anything
    expect((await app.call(agency, 'GET', `/submissions/${id}`)).body.candidate).not.toHaveProperty('id')
    expect(await app.sql('select from application where job_id = $1', [here])).toEqual([])
    expect((await unchanged(() => answer(candidate, id, 'decline'))).body).toEqual(declined.body)
    for (const [by, verb] of [
      [candidate, 'accept'],
      [agency, 'withdraw'],
    ] as const)
      expect(await unchanged(() => answer(by, id, verb))).toMatchObject({
        status: 409,
        body: { code: 'invalid_transition', current: { status: 'declined' } },
      })
    const bare = await proposed(agency, await job(), candidate)
    expect((await answer(candidate, bare, 'decline')).body.status).toBe('declined')
  })

  it('over a socket as well, also while the job is closed, but not past its time', async () => {
    const { agency, manager, candidate } = world.people
    const here = await job()
    const id = await proposed(agency, here, candidate)
    await app.call(manager, 'POST', `/jobs/${here}/close`, {})
    const client = connectHirewire({ url: app.url, token: candidate.token })
    const reason = 'Found something.'
    expect(await client.send('submission:decline', { submissionId: id, reason })).toMatchObject({
      status: 'declined',
    })
    client.close()
    const late = await proposed(agency, await job(), candidate)
    await app.sql('update submission set expires_at = now() where id = $1', [late])
    expect(await unchanged(() => answer(candidate, late, 'decline'))).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition' },
    })
  })

  it('and nobody else does it for them', async () => {
    const { agency, candidate, candidate2, recruiter, client, interviewer } = world.people
    const id = await proposed(agency, await job(), candidate)
    const request = { method: 'POST', path: `/submissions/${id}/decline`, body: { reason: 'No.' } } as const
    await expectRefused(app, request, [
      [candidate2, 404],
      [agency, 403],
      [recruiter, 403],
      [client, 403],
      [interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [candidate2])
    await expectBadInputRefused(app, candidate, request)
    await expectFieldsRefused(app, candidate, request, [
      ['/reason', { reason: '' }],
      ['/reason', { reason: 7 }],
      ['/reason', { reason: 'x'.repeat(2_001) }],
    ])
  })
})
