import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeWorld } from '../support/world.ts'
import { puttingForward } from './put-forward.ts'

describe('take back what was put forward', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { job, proposed, answer } = puttingForward(app, () => world)

  it('by anybody of the side that made it, once', async () => {
    const { agency, recruiter, recruiter2, admin, candidate } = world.people
    const colleague = await app.person('agency', world.agency)
    for (const [by, other] of [
      [agency, colleague],
      [recruiter, recruiter2],
      [recruiter, admin],
    ] as const) {
      const id = await proposed(by, await job(), candidate)
      const taken = await answer(other, id, 'withdraw')
      expect(taken).toMatchObject({ status: 200, body: { status: 'withdrawn' } })
      expect((await unchanged(() => answer(by, id, 'withdraw'))).body).toEqual(taken.body)
      for (const verb of ['accept', 'decline'] as const)
        expect(await unchanged(() => answer(candidate, id, verb))).toMatchObject({
          status: 409,
          body: { code: 'invalid_transition', current: { status: 'withdrawn' } },
        })
    }
  })

  it('not past its time', async () => {
    const { agency, candidate } = world.people
    const id = await proposed(agency, await job(), candidate)
    await app.sql('update submission set expires_at = now() where id = $1', [id])
    expect((await unchanged(() => answer(agency, id, 'withdraw'))).status).toBe(409)
  })

  it('or its answer, at the same instant: one of the two', async () => {
    const { agency } = world.people
    const here = await job()
    for (let pair = 0; pair < 20; pair++) {
      const person = await app.person('candidate')
      const id = await proposed(agency, here, person)
      const answers = await Promise.all([answer(person, id, 'accept'), answer(agency, id, 'withdraw')])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
      const { status } = (await app.call(agency, 'GET', `/submissions/${id}`)).body
      expect(status).toBe(answers[0].status === 200 ? 'accepted' : 'withdrawn')
    }
  })

  it('and by nobody else', async () => {
    const { agency, otherAgency, recruiter, outsideRecruiter, candidate, client, interviewer } = world.people
    const here = await job()
    const ofAgency = {
      method: 'POST',
      path: `/submissions/${await proposed(agency, here, candidate)}/withdraw`,
    } as const
    await expectRefused(app, ofAgency, [
      [recruiter, 403],
      [candidate, 403],
      [client, 403],
      [interviewer, 403],
      [otherAgency, 404],
      [outsideRecruiter, 404],
      [null, 401],
    ])
    await expectHidden(app, ofAgency, [otherAgency, outsideRecruiter])
    await expectBadInputRefused(app, agency, ofAgency)
    const ofStaff = await proposed(recruiter, here, candidate)
    expect((await unchanged(() => answer(agency, ofStaff, 'withdraw'))).status).toBe(404)
  })
})
