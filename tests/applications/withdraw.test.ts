import { beforeAll, describe, expect, it } from 'vitest'
import { stages } from '../../db/entities/application.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectBadInputRefused, expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

describe('withdraw an application', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('is possible from every open stage, and changes nothing the second time', async () => {
    for (const stage of ['applied', 'screening', 'interview', 'offer'] as const) {
      const person = await app.person('candidate')
      const id = await makeApplication(world.job, person, { stage })
      const answer = await app.call(person, 'POST', `/applications/${id}/withdraw`)
      expect(answer, stage).toMatchObject({
        status: 200,
        body: { stage: 'withdrawn', canWithdraw: false, canReopen: true },
      })
      const again = await unchanged(() => app.call(person, 'POST', `/applications/${id}/withdraw`))
      expect(again.status).toBe(200)
      const history = await app.call(world.people.recruiter, 'GET', `/applications/${id}/history`)
      expect(history.body.data.at(-1)).toMatchObject({ from: stage, to: 'withdrawn', by: { id: person.id } })
    }
  })

  it('is not possible once it is decided, and says so in the candidate’s words', async () => {
    for (const stage of stages.filter(each => each === 'hired' || each === 'rejected')) {
      const person = await app.person('candidate')
      const id = await makeApplication(world.job, person, { stage })
      const answer = await unchanged(() => app.call(person, 'POST', `/applications/${id}/withdraw`))
      expect(answer).toMatchObject({ status: 409, body: { code: 'invalid_transition', allowed: [] } })
      expect(answer.body.detail).not.toContain('rejected')
    }
  })

  it('is possible after the job has closed', async () => {
    const { manager: by, candidate } = world.people
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by, status: 'closed' })
    const id = await makeApplication(job, candidate, { stage: 'interview' })
    expect((await app.call(candidate, 'POST', `/applications/${id}/withdraw`)).status).toBe(200)
  })

  it('and a move at the same instant leave one of the two, never both', async () => {
    const person = await app.person('candidate')
    const id = await makeApplication(world.job, person, { stage: 'offer' })
    const [withdrawn, rejected] = await Promise.all([
      app.call(person, 'POST', `/applications/${id}/withdraw`),
      app.call(world.people.recruiter, 'POST', `/applications/${id}/reject`, { reason: 'No.' }),
    ])
    expect([withdrawn.status, rejected.status].toSorted()).toEqual([200, 409])
    const read = await app.call(world.people.recruiter, 'GET', `/applications/${id}`)
    expect(read.body).toMatchObject({
      version: 2,
      stage: withdrawn.status === 200 ? 'withdrawn' : 'rejected',
    })
  })

  it('is the candidate’s own', async () => {
    const { candidate, candidate2, recruiter, manager, admin, client, agency } = world.people
    const id = await makeApplication(world.job, candidate, { agency: world.agency, stage: 'interview' })
    const request = { method: 'POST', path: `/applications/${id}/withdraw` } as const
    await expectRefused(app, request, [
      [recruiter, 403],
      [manager, 403],
      [admin, 403],
      [client, 403],
      [agency, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [candidate2])
    await expectBadInputRefused(app, candidate, request)
  })
})
