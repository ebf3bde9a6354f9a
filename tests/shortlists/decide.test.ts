import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('decide on a proposed candidate', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const proposed = async (options: { stage?: 'screening' | 'interview'; shortlist?: string } = {}) =>
    makeApplication(world.job, await app.person('candidate'), {
      stage: 'screening',
      shortlist: 'proposed',
      ...options,
    })
  const post = (id: string, verb: string, body: object = {}, by: keyof typeof world.people = 'client') =>
    app.call(world.people[by], 'POST', `/applications/${id}/${verb}`, body)
  const historyOf = (id: string) =>
    app.sql('select to_stage, reason, by_id from application_history where application_id = $1 order by at', [
      id,
    ])

  it('approves: the move to interview, in the history like any other', async () => {
    const id = await proposed()
    const answer = await post(id, 'approve', { version: 1 })
    expect(answer).toMatchObject({
      status: 200,
      body: { stage: 'interview', shortlist: 'approved', version: 2, waiting: { for: 'recruiter' } },
    })
    expect(await historyOf(id)).toMatchObject([{}, { to_stage: 'interview', by_id: world.people.client.id }])
    expect(await unchanged(() => post(id, 'approve', { version: 1 }))).toMatchObject({ status: 200 })
  })

  it('declines with a reason, which its own company reads', async () => {
    const id = await proposed()
    const answer = await post(id, 'decline', { reason: 'Too far away.' })
    expect(answer.body).toMatchObject({ stage: 'rejected', shortlist: 'rejected' })
    expect(await historyOf(id)).toMatchObject([{}, { to_stage: 'rejected', reason: 'Too far away.' }])
    const again = await unchanged(() => post(id, 'decline', { reason: 'Once more.' }))
    expect(again.status).toBe(200)
  })

  it('is no decision where nothing waits for one', async () => {
    for (const options of [{ shortlist: 'none', shown: true }, { stage: 'interview' as const }]) {
      const id = await proposed(options)
      const refused = await unchanged(() => post(id, 'decline', { reason: 'No.' }))
      expect(refused).toMatchObject({ status: 409, body: { code: 'not_proposed', current: { id } } })
    }
  })

  it('tells who saw another version how it is now', async () => {
    const id = await proposed()
    const refused = await unchanged(() => post(id, 'approve', { version: 7 }))
    expect(refused).toMatchObject({ status: 409, body: { code: 'stale', current: { id, version: 1 } } })
  })

  it('of approving, declining and taking back at once has one outcome', async () => {
    for (let round = 0; round < 25; round++) {
      const id = await proposed()
      const answers = await Promise.all([
        post(id, 'approve'),
        post(id, 'decline', { reason: 'No.' }),
        post(id, 'shortlist/withdraw', {}, 'recruiter'),
      ])
      const won = answers.filter(({ status }) => status === 200)
      expect(won, JSON.stringify(answers.map(({ status, body }) => body.code ?? status))).toHaveLength(1)
      for (const { status, body } of answers)
        if (status !== 200) expect(['not_proposed', 'not_found']).toContain(body.code)
      const [row] = await app.sql('select stage, shortlist, version from application where id = $1', [id])
      expect(row).toMatchObject({
        stage: won[0]!.body.stage,
        shortlist: won[0]!.body.shortlist,
        version: 2,
      })
    }
  })

  it('is the assigned hiring manager’s alone, and of no bad input', async () => {
    const id = await proposed()
    const { recruiter, manager, admin, unassignedClient, otherClient, agency, candidate, interviewer } =
      world.people
    for (const [verb, body] of [
      ['approve', {}],
      ['decline', { reason: 'No.' }],
    ] as const) {
      const request = { method: 'POST', path: `/applications/${id}/${verb}`, body } as const
      await expectRefused(app, request, [
        [unassignedClient, 403],
        [recruiter, 403],
        [manager, 403],
        [admin, 403],
        [agency, 403],
        [candidate, 403],
        [interviewer, 403],
        [null, 401],
      ])
      await expectHidden(app, request, [otherClient])
      await expectBadInputRefused(app, world.people.client, request)
      await expectFieldsRefused(app, world.people.client, request, [['/version', { version: 0 }]])
    }
    const decline = { method: 'POST', path: `/applications/${id}/decline` } as const
    await expectFieldsRefused(app, world.people.client, decline, [
      ['/reason', {}],
      ['/reason', { reason: ' ' }],
      ['/reason', { reason: 'x'.repeat(2_001) }],
    ])
  })
})
