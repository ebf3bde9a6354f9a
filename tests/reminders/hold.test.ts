import { beforeAll, describe, expect, it } from 'vitest'
import { firstInstant } from '../../server/time.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { unchanged } from '../support/unchanged.ts'
import { assign, makeApplication, makeJob, makeWorld } from '../support/world.ts'

const day = 86_400_000
const never = '01890a5d-ac96-774b-bcce-b302099a8057'

describe('not being reminded of what waits', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  /** A card that waits for a hiring manager of its own. */
  const waitingCard = async () => {
    const { people, employer, staffing } = world
    const client = await app.person('client', employer)
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await assign(job, 'hiring_manager', { user: client }, people.manager)
    const shortlisted = { stage: 'screening', shortlist: 'proposed' } as const
    const application = await makeApplication(job, await app.person('candidate'), shortlisted)
    return { client, job, application, path: `/me/waiting/shortlist-action/${application}/hold` }
  }
  const held = async (person: Person) => (await app.call(person, 'GET', '/me/waiting')).body.data[0].hold
  const holds = () => app.sql('select * from reminder_hold order by user_id, subject_id')

  it('for a while: until an instant, after which it is as if it had never been', async () => {
    const { client, path } = await waitingCard()
    expect(await held(client)).toBeUndefined()
    const until = new Date(Date.now() + 2 * day).toISOString()
    const answer = await app.call(client, 'PUT', path, { until })
    expect([answer.status, answer.body]).toEqual([200, { until }])
    expect(await held(client)).toEqual({ until })
    const again = await app.call(client, 'PUT', path, { until })
    expect([again.status, again.body]).toEqual([200, { until }])
    await app.sql(`update reminder_hold set until = now() - interval '1 second'`)
    expect(await held(client)).toBeUndefined()
  })

  it('until a time by one’s own clocks, of two the earlier and after a gap the first', async () => {
    const { client, path } = await waitingCard()
    await app.sql(`update users set zone = 'America/St_Johns' where id = $1`, [client.id])
    const local = `${new Date(Date.now() + 3 * day).toISOString().slice(0, 10)}T09:00`
    const until = firstInstant(local, 'America/St_Johns').toISOString()
    expect((await app.call(client, 'PUT', path, { until: { local } })).body).toEqual({ until })
  })

  it('at all, and again after all', async () => {
    const { client, path } = await waitingCard()
    expect((await app.call(client, 'PUT', path, { until: null })).body).toEqual({ until: null })
    expect(await held(client)).toEqual({ until: null })
    for (const _ of [1, 2]) {
      expect((await app.call(client, 'DELETE', path)).status).toBe(204)
      expect(await held(client)).toBeUndefined()
    }
  })

  it('is of this occurrence: what begins anew is reminded of anew', async () => {
    const { people, employer, staffing } = world
    const deadline = (days: number) => new Date(Date.now() + days * day)
    const manager = await app.person('manager', staffing)
    const job = await makeJob({ company: employer, staffing, by: people.manager, deadline: deadline(2) })
    await app.sql('update job_posting set opened_at = $2 where id = $1', [job, deadline(-20)])
    const path = `/me/waiting/deadline/${job}/hold`
    expect((await app.call(manager, 'PUT', path, { until: null })).status).toBe(200)
    const line = async () =>
      (await app.call(manager, 'GET', '/me/waiting?limit=100')).body.data.find(
        ({ rule, subject }: { rule: string; subject: { id: string } }) =>
          rule === 'deadline' && subject.id === job,
      )
    expect((await line()).hold).toEqual({ until: null })
    const { version } = (await app.call(manager, 'GET', `/jobs/${job}`)).body
    const extended = { version, deadline: deadline(5).toISOString() }
    expect((await app.call(manager, 'PATCH', `/jobs/${job}`, extended)).status).toBe(200)
    expect((await line()).hold).toBeUndefined()
    await app.call(manager, 'PUT', path, { until: null })
    expect((await line()).hold).toEqual({ until: null })
  })

  it('is of the one who asks: others are reminded as before', async () => {
    const { client, job, path } = await waitingCard()
    const colleague = await app.person('client', world.employer)
    await assign(job, 'hiring_manager', { user: colleague }, world.people.manager)
    await app.call(client, 'PUT', path, { until: null })
    expect(await held(client)).toEqual({ until: null })
    expect(await held(colleague)).toBeUndefined()
  })

  it('is nothing for those who do not owe it, and tells them no more than of what does not exist', async () => {
    const { client, application, path } = await waitingCard()
    const { candidate, otherClient, outsideManager, recruiter, admin, agency, unassignedClient } =
      world.people
    const before = await holds()
    const nothing = (
      await app.call(client, 'PUT', `/me/waiting/shortlist-action/${never}/hold`, { until: null })
    ).body
    for (const person of [
      candidate,
      otherClient,
      outsideManager,
      recruiter,
      admin,
      agency,
      unassignedClient,
    ]) {
      const { status, body } = await unchanged(() => app.call(person, 'PUT', path, { until: null }))
      expect(status, person.role).toBe(404)
      expect({ ...body, requestId: '' }).toEqual({ ...nothing, requestId: '' })
      expect((await app.call(person, 'DELETE', path)).status, person.role).toBe(404)
    }
    const otherRule = `/me/waiting/offer-making/${application}/hold`
    expect((await app.call(client, 'PUT', otherRule, { until: null })).status).toBe(404)
    expect((await app.call(null, 'PUT', path, { until: null })).status).toBe(401)
    await app.sql('update application set waiting_rule = null, waiting_since = null where id = $1', [
      application,
    ])
    expect((await app.call(client, 'PUT', path, { until: null })).status).toBe(404)
    expect((await app.call(client, 'DELETE', path)).status).toBe(404)
    expect(await holds()).toEqual(before)
  })

  it('refuses the past, what is too far, and what is no time', async () => {
    const { client, application, path } = await waitingCard()
    const before = await holds()
    const inDays = (days: number) => new Date(Date.now() + days * day).toISOString()
    for (const [until, code] of [
      [inDays(-1), 'past'],
      [{ local: '2020-02-01T09:00' }, 'past'],
      [inDays(91), 'too_far'],
    ] as const) {
      const { status, body } = await app.call(client, 'PUT', path, { until })
      expect([status, body.errors]).toEqual([
        400,
        [expect.objectContaining({ pointer: '/until', code: expect.stringMatching(code) })],
      ])
    }
    for (const body of [
      {},
      { until: 'tomorrow' },
      { until: 5 },
      { until: { local: '2027-02-30T09:00' } },
      { until: { local: '2027-02-03T09:00', zone: 'UTC' } },
      { until: null, rule: 'feedback' },
    ]) {
      const { status, body: problem } = await app.call(client, 'PUT', path, body)
      expect([status, problem.code], JSON.stringify(body)).toEqual([400, 'validation'])
    }
    for (const wrong of [
      `/me/waiting/no-rule/${application}/hold`,
      '/me/waiting/shortlist-action/no-id/hold',
    ])
      expect((await app.call(client, 'PUT', wrong, { until: null })).status).toBe(400)
    expect(await holds()).toEqual(before)
  })
})
