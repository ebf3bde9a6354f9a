import { beforeAll, describe, expect, it } from 'vitest'
import { stages, type Stage } from '../../db/entities/application.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeCompany, makeJob, makeWorld } from '../support/world.ts'

/** What the domain says, written down a second time on purpose. */
const staffMoves: Record<Stage, Stage[]> = {
  applied: ['screening', 'rejected'],
  screening: ['interview', 'rejected'],
  interview: ['offer', 'rejected'],
  offer: ['hired', 'rejected'],
  hired: [],
  rejected: [],
  withdrawn: [],
}

describe('move an application', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
    await app.sql('update job_posting set openings = 1000 where id = $1', [world.job])
  })
  const card = async (
    stage: Stage = 'applied',
    more: Parameters<typeof makeApplication>[2] = {},
    job = world.job,
  ) => makeApplication(job, await app.person('candidate'), { stage, ...more })
  const move = (id: string, body: object, who: keyof typeof world.people = 'recruiter') =>
    app.call(world.people[who], 'POST', `/applications/${id}/move`, body)

  it('moves a card, keeps the history and raises the version', async () => {
    const id = await card()
    const answer = await move(id, { to: 'screening', version: 1, reason: 'Looks good.' })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body).toMatchObject({ id, stage: 'screening', version: 2 })
    const history = await app.call(world.people.recruiter, 'GET', `/applications/${id}/history`)
    expect(history.body.data.at(-1)).toMatchObject({
      from: 'applied',
      to: 'screening',
      by: { id: world.people.recruiter.id, name: 'Rita Recruiter' },
      reason: 'Looks good.',
    })
  })

  it('allows the staff the moves of the stage table and no other', async () => {
    for (const from of stages)
      for (const to of stages) {
        const id = await card(from)
        const answer = await move(id, { to, version: 1, reason: 'So.' })
        const allowed = to === from || staffMoves[from].includes(to)
        expect(answer.status, `${from} → ${to}`).toBe(allowed ? 200 : 409)
        if (!allowed)
          expect(answer.body).toMatchObject({ code: 'invalid_transition', allowed: staffMoves[from] })
        expect(answer.body.stage ?? from).toBe(allowed ? to : from)
      }
  })

  it('allows the assigned client what it was shown, and approval only of what was proposed', async () => {
    const proposed = await card('screening', { shortlist: 'proposed' })
    expect((await move(proposed, { to: 'interview', version: 1 }, 'client')).body).toMatchObject({
      stage: 'interview',
      shortlist: 'approved',
    })
    expect((await move(proposed, { to: 'offer', version: 2 }, 'client')).status).toBe(200)
    expect((await move(proposed, { to: 'hired', version: 3 }, 'client')).status).toBe(200)
    const shown = await card('screening', { shown: true })
    expect(await unchanged(() => move(shown, { to: 'interview', version: 1 }, 'client'))).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition', allowed: [] },
    })
    const hidden = await card()
    await expectHidden(
      app,
      { method: 'POST', path: `/applications/${hidden}/move`, body: { to: 'screening', version: 1 } },
      [world.people.client],
    )
    const interviewed = await card('interview')
    await expectRefused(
      app,
      { method: 'POST', path: `/applications/${interviewed}/move`, body: { to: 'offer', version: 1 } },
      [[world.people.unassignedClient, 403]],
    )
  })

  it('shows it to the client from the interview on', async () => {
    const id = await card('screening')
    expect((await app.call(world.people.client, 'GET', `/applications/${id}`)).status).toBe(404)
    await move(id, { to: 'interview', version: 1 })
    expect((await app.call(world.people.client, 'GET', `/applications/${id}`)).body).toMatchObject({
      stage: 'interview',
    })
  })

  it('is a success that changes nothing when the card is there already', async () => {
    const id = await card('screening')
    const answer = await unchanged(() => move(id, { to: 'screening', version: 99 }))
    expect(answer).toMatchObject({ status: 200, body: { stage: 'screening', version: 1 } })
  })

  it('of two who saw the same card lets one win and tells the other', async () => {
    const id = await card('interview')
    const answers = await Promise.all([
      move(id, { to: 'offer', version: 1 }),
      move(id, { to: 'rejected', version: 1, reason: 'No.' }, 'client'),
    ])
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status)
    expect([won!.status, lost!.status]).toEqual([200, 409])
    expect(lost!.body).toMatchObject({ code: 'stale', current: { id, stage: won!.body.stage, version: 2 } })
  })

  it('hires as many as there are openings, and fills the job with the last', async () => {
    const job = await makeJob({
      company: world.employer,
      staffing: world.staffing,
      by: world.people.manager,
      openings: 2,
    })
    const cards = await Promise.all([1, 2, 3, 4].map(() => card('offer', {}, job)))
    const [first, ...others] = cards
    expect((await move(first!, { to: 'hired', version: 1 })).status).toBe(200)
    const raced = await Promise.all(others.map(id => move(id, { to: 'hired', version: 1 })))
    expect(raced.map(({ status, body }) => body.code ?? status).toSorted()).toEqual([
      200,
      'no_openings',
      'no_openings',
    ])
    const read = await app.call(world.people.recruiter, 'GET', `/jobs/${job}`)
    expect(read.body).toMatchObject({ status: 'filled', counts: { hired: 2, offer: 2 } })
    const history = await app.sql(
      `select from application_history h join application a on a.id = h.application_id
       where a.job_id = $1 and to_stage = 'hired'`,
      [job],
    )
    expect(history).toHaveLength(2)
  })

  it('places the card where it is put in the new column', async () => {
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager })
    const [one, two] = [await card('screening', {}, job), await card('screening', {}, job)]
    const between = await card('applied', {}, job)
    await move(between, { to: 'screening', version: 1, after: one })
    const first = await card('applied', {}, job)
    await move(first, { to: 'screening', version: 1, before: one })
    const last = await card('applied', {}, job)
    await move(last, { to: 'screening', version: 1 })
    const board = await app.call(world.people.recruiter, 'GET', `/jobs/${job}/board`)
    const column = board.body.columns.find(({ stage }: { stage: string }) => stage === 'screening')
    expect(column.cards.map(({ id }: { id: string }) => id)).toEqual([first, one, between, two, last])
    const path = `/applications/${await card('applied', {}, job)}/move`
    await expectFieldsRefused(
      app,
      world.people.recruiter,
      { method: 'POST', path, body: { to: 'screening', version: 1 } },
      [
        ['/before', { before: await card('applied', {}, job) }],
        ['/after', { after: await card('screening') }],
        ['/after', { after: one, before: two }],
        ['/before', { before: 'x' }],
      ],
    )
  })

  it('goes by the name of change-stage as well, from the version that is current', async () => {
    const id = await card()
    const change = (body: object) =>
      app.call(world.people.recruiter, 'POST', `/applications/${id}/change-stage`, body)
    expect((await change({ stage: 'screening' })).body).toMatchObject({ stage: 'screening', version: 2 })
    expect(await unchanged(() => change({ stage: 'offer' }))).toMatchObject({
      status: 409,
      body: { code: 'invalid_transition' },
    })
    expect(await unchanged(() => change({ stage: 'interview', version: 1 }))).toMatchObject({
      status: 409,
      body: { code: 'stale' },
    })
    await expectBadInputRefused(app, world.people.recruiter, {
      method: 'POST',
      path: `/applications/${id}/change-stage`,
      body: { stage: 'interview' },
    })
    await expectFieldsRefused(
      app,
      world.people.recruiter,
      { method: 'POST', path: `/applications/${id}/change-stage` },
      [
        ['/stage', {}],
        ['/stage', { stage: 'Screening' }],
        ['/reason', { stage: 'rejected' }],
      ],
    )
  })

  it('lets hiring managers of a company that recruits for itself look on at all, and move what they are assigned', async () => {
    const inHouse = await makeCompany('employer')
    const [recruiter, hiringManager] = [
      await app.person('recruiter', inHouse),
      await app.person('client', inHouse),
    ]
    const job = await makeJob({ company: inHouse, staffing: inHouse, by: recruiter })
    const [applied, interviewed] = [await card('applied', {}, job), await card('interview', {}, job)]
    expect((await app.call(hiringManager, 'GET', `/applications/${applied}`)).status).toBe(200)
    const offer = {
      method: 'POST',
      path: `/applications/${interviewed}/move`,
      body: { to: 'offer', version: 1 },
    } as const
    await expectRefused(app, offer, [[hiringManager, 403]])
    await app.sql(
      `insert into assignment (id, job_id, kind, user_id, assigned_by_id) values (gen_random_uuid(), $1, 'hiring_manager', $2, $3)`,
      [job, hiringManager.id, recruiter.id],
    )
    expect((await app.call(hiringManager, 'POST', offer.path, offer.body)).status).toBe(200)
  })

  it('is nobody else’s, and of no bad input', async () => {
    const id = await card('screening', { agency: world.agency, shortlist: 'proposed' })
    const request = {
      method: 'POST',
      path: `/applications/${id}/move`,
      body: { to: 'interview', version: 1 },
    } as const
    const {
      candidate,
      interviewer,
      agency,
      unassignedClient,
      otherClient,
      outsideRecruiter,
      outsideManager,
    } = world.people
    await expectRefused(app, request, [
      [candidate, 403],
      [interviewer, 403],
      [agency, 403],
      [unassignedClient, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [otherClient, outsideRecruiter, outsideManager])
    await expectBadInputRefused(app, world.people.recruiter, request)
    await expectFieldsRefused(app, world.people.recruiter, request, [
      ['/to', { to: undefined }],
      ['/to', { to: 'Interview' }],
      ['/version', { version: undefined }],
      ['/version', { version: 0 }],
      ['/version', { version: 1.5 }],
      ['/reason', { to: 'rejected' }],
      ['/reason', { reason: 'a\u0000b' }],
      ['/reason', { reason: '' }],
      ['/rank', { rank: 'a0' }],
      ['/stage', { stage: 'hired' }],
    ])
  })
})
