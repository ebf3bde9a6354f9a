import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectFieldsRefused, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeJob, makeWorld } from '../support/world.ts'

describe('apply to a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const job = (more: object = {}) =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, ...more })
  const apply = (id: string, body: object = {}, person = world.people.candidate) =>
    app.call(person, 'POST', `/jobs/${id}/applications`, body)

  it('keeps what the candidate says, and shows it to the staff', async () => {
    const id = await job()
    const letter = {
      coverLetter: 'I weld.',
      expectedSalary: { amount: 5_000_000, currency: 'EUR' },
      noticePeriodDays: 30,
    }
    const answer = await apply(id, letter)
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      ...letter,
      stage: 'received',
      job: { id },
      canWithdraw: true,
      canReopen: false,
    })
    expect(answer.body).not.toHaveProperty('version')
    const seen = await app.call(world.people.recruiter, 'GET', `/applications/${answer.body.id}`)
    expect(seen.body).toMatchObject({
      ...letter,
      stage: 'applied',
      source: 'direct',
      version: 1,
      shortlist: 'none',
    })
    const history = await app.call(world.people.recruiter, 'GET', `/applications/${answer.body.id}/history`)
    expect(history.body.data).toMatchObject([
      { from: null, to: 'applied', by: { id: world.people.candidate.id } },
    ])
    expect((await app.call(world.people.client, 'GET', `/applications/${answer.body.id}`)).status).toBe(404)
  })

  it('keeps an amount to the last unit', async () => {
    for (const amount of [0, 1, 29, 57, 113, 1_999, 5_200_050, 98_765_432, Number.MAX_SAFE_INTEGER]) {
      const expectedSalary = { amount, currency: 'EUR' }
      const { body } = await apply(await job(), { expectedSalary })
      expect(body.expectedSalary).toEqual(expectedSalary)
      const seen = await app.call(world.people.recruiter, 'GET', `/applications/${body.id}`)
      expect(seen.body.expectedSalary).toEqual(expectedSalary)
    }
  })

  it('is done once ever: a second try says so, shows the first and changes nothing', async () => {
    const id = await job()
    const first = await apply(id, { coverLetter: 'First.' })
    const again = await unchanged(() => apply(id, { coverLetter: 'Second.' }))
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'already_applied', current: { coverLetter: 'First.' } },
    })
    await app.call(world.people.candidate, 'POST', `/applications/${first.body.id}/withdraw`)
    expect(await unchanged(() => apply(id))).toMatchObject({ status: 409, body: { code: 'already_applied' } })
    expect((await apply(id, {}, world.people.candidate2)).status).toBe(201)
  })

  it('is done once by 50 tries at the same instant, and nobody gets an error that is ours', async () => {
    // Several rounds: the first still opens the connections, and is served one by one
    for (let round = 0; round < 3; round++) {
      const id = await job()
      const tries = await Promise.all(Array.from({ length: 50 }, () => apply(id)))
      const outcomes = Map.groupBy(tries, ({ status, body }) => `${status} ${body.code ?? 'ok'}`)
      expect(Object.fromEntries([...outcomes].map(([outcome, all]) => [outcome, all.length]))).toEqual({
        '201 ok': 1,
        '409 already_applied': 49,
      })
      expect(await app.sql('select from application where job_id = $1', [id])).toHaveLength(1)
      expect(await app.sql('select from event where stream_id = $1', [`job:${id}:staff`])).toHaveLength(1)
    }
  })

  it('is done by one person to many jobs at once', async () => {
    const jobs = await Promise.all(Array.from({ length: 10 }, () => job()))
    const applied = await Promise.all(jobs.map(id => apply(id)))
    expect(applied.map(({ status }) => status)).toEqual(jobs.map(() => 201))
  })

  it('goes by another path as well, with the job in the body', async () => {
    const id = await job()
    const send = (body: object) => app.call(world.people.candidate, 'POST', '/applications/apply', body)
    const answer = await send({ job: id, coverLetter: 'Here I am.' })
    expect(answer).toMatchObject({ status: 201, body: { job: { id }, coverLetter: 'Here I am.' } })
    expect(await unchanged(() => send({ job: id }))).toMatchObject({
      status: 409,
      body: { code: 'already_applied' },
    })
    const request = { method: 'POST', path: '/applications/apply', body: { job: id } } as const
    await expectBadInputRefused(app, world.people.candidate, request)
    await expectFieldsRefused(app, world.people.candidate, request, [
      ['/job', { job: undefined }],
      ['/job', { job: 1 }],
    ])
  })

  it('is answered alike when it is sent again under one key', async () => {
    const id = await job()
    const key = { 'idempotency-key': newId() }
    const send = (body: object) =>
      app.call(world.people.candidate, 'POST', `/jobs/${id}/applications`, body, key)
    const [first, second] = [await send({ coverLetter: 'a' }), await send({ coverLetter: 'a' })]
    expect(second).toMatchObject({ status: 201, body: first.body })
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await send({ coverLetter: 'b' })).toMatchObject({ status: 422, body: { code: 'key_reused' } })
  })

  it.each(['paused', 'filled', 'closed'])('is too late for a job that is %s', async status => {
    const id = await job({ status })
    expect(await unchanged(() => apply(id))).toMatchObject({ status: 409, body: { code: 'job_closed' } })
  })

  it('is possible until the instant of the deadline', async () => {
    expect((await apply(await job({ deadline: new Date(Date.now() + 60_000) }))).status).toBe(201)
    const over = await job({ deadline: new Date() })
    expect(await unchanged(() => apply(over))).toMatchObject({ status: 409, body: { code: 'job_closed' } })
  })

  it('does not tell of a job that is not public', async () => {
    const deleted = await job()
    await app.sql('update job_posting set deleted_at = now() where id = $1', [deleted])
    for (const id of [
      await job({ status: 'draft' }),
      await job({ status: 'pending_approval' }),
      deleted,
      newId(),
    ])
      expect(await unchanged(() => apply(id))).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  it('is the candidates’ alone, and of no bad input', async () => {
    const request = { method: 'POST', path: `/jobs/${await job()}/applications`, body: {} } as const
    const { recruiter, manager, admin, client, agency, interviewer, candidate } = world.people
    await expectRefused(app, request, [
      ...[recruiter, manager, admin, client, agency, interviewer].map((person): [typeof person, number] => [
        person,
        403,
      ]),
      [null, 401],
    ])
    await expectBadInputRefused(app, candidate, request)
    await expectFieldsRefused(app, candidate, request, [
      ['/coverLetter', { coverLetter: '' }],
      ['/coverLetter', { coverLetter: 'a\u0000b' }],
      ['/coverLetter', { coverLetter: 'x'.repeat(20_001) }],
      ['/expectedSalary/amount', { expectedSalary: { amount: 1.5, currency: 'EUR' } }],
      ['/expectedSalary/amount', { expectedSalary: { amount: -1, currency: 'EUR' } }],
      ['/expectedSalary/currency', { expectedSalary: { amount: 1, currency: 'eur' } }],
      ['/expectedSalary', { expectedSalary: 5_000 }],
      ['/noticePeriodDays', { noticePeriodDays: -1 }],
      ['/noticePeriodDays', { noticePeriodDays: '30' }],
      ['/stage', { stage: 'hired' }],
      ['/candidateId', { candidateId: world.people.candidate2.id }],
      ['/jobId', { jobId: world.job }],
    ])
  })
})
