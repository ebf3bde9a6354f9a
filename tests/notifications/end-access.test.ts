import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonState } from '../../realtime/apply.ts'
import { notify } from '../../server/notifications/notify.ts'
import { follow } from '../support/every-event.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn, type Person } from '../support/people.ts'
import { assign, makeApplication, makeJob, makeWorld } from '../support/world.ts'
import { feedOf, tellAll, titlesOf } from './feeds.ts'

describe('what somebody may not see any more', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  beforeEach(async () => {
    await tellAll()
    await app.sql('delete from notification')
  })
  const act = async (person: Person, path: string, body: object = {}, method = 'POST') => {
    const answer = await app.call(person, method, path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return answer.body
  }
  /** A client who was told that a candidate is proposed, in their own room. */
  const proposed = async () => {
    const { recruiter, client } = world.people
    const candidate = await signedIn('candidate', null, 'Jonas Weber')
    const id = await makeApplication(world.job, candidate, { stage: 'screening' })
    await act(recruiter, `/applications/${id}/shortlist`)
    await tellAll()
    expect(await titlesOf(app, client)).toContain('Jonas Weber is proposed to you')
    return { id, candidate, client, seat: await follow(app.url, client, `user:${client.id}`) }
  }

  it('leaves the client’s feed in the instant in which the card is hidden again, and nothing of it stays', async () => {
    const { id, candidate, client, seat } = await proposed()
    await act(candidate, `/applications/${id}/withdraw`)
    await tellAll()
    expect(await titlesOf(app, client)).toHaveLength(2)
    await act(candidate, `/applications/${id}/reopen`)
    // No job has run
    expect(await feedOf(app, client)).toEqual({ unseen: 0, unread: 0, notifications: [] })
    await seat.check('the card was hidden')
    seat.close()
    await tellAll()
    expect(await titlesOf(app, client)).toEqual([])
    expect(
      await app.sql(`select from notification where data::text like '%Jonas%' and user_id = $1`, [client.id]),
    ).toEqual([])
  })

  it('and likewise when the staff take the proposal back', async () => {
    const { id, client, seat } = await proposed()
    await act(world.people.recruiter, `/applications/${id}/shortlist/withdraw`)
    expect(await titlesOf(app, client)).toEqual([])
    await seat.check('the proposal was taken back')
    seat.close()
  })

  it('is not left by a job that was telling it at that very instant', async () => {
    const { recruiter, client } = world.people
    for (let round = 0; round < 15; round++) {
      const candidate = await signedIn('candidate', null, 'Jonas Weber')
      const id = await makeApplication(world.job, candidate, { stage: 'screening' })
      await act(recruiter, `/applications/${id}/shortlist`)
      await act(candidate, `/applications/${id}/withdraw`)
      const jobs = await app.sql<{ data: object }>(
        `select data from pgboss.job where name = 'notify' and state = 'created'`,
      )
      await Promise.all([
        act(candidate, `/applications/${id}/reopen`),
        ...jobs.map(({ data }) => notify(data)),
      ])
      expect(await titlesOf(app, client), `round ${round}`).toEqual([])
      await tellAll()
    }
  })

  it('is everything they were told as somebody else: a recruiter of another company by now', async () => {
    const { admin, manager } = world.people
    const recruiter = await signedIn('recruiter', world.staffing)
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by: manager })
    await assign(job, 'recruiter', { user: recruiter }, manager)
    await act(world.people.candidate, `/jobs/${job}/applications`)
    await tellAll()
    expect(await titlesOf(app, recruiter)).toHaveLength(1)
    await act(
      admin,
      `/users/${recruiter.id}/role`,
      { role: 'recruiter', companyId: world.otherStaffing },
      'PATCH',
    )
    expect(await feedOf(app, recruiter)).toEqual({ unseen: 0, unread: 0, notifications: [] })
    await act(world.people.candidate2, `/jobs/${job}/applications`)
    await tellAll()
    expect(await titlesOf(app, recruiter)).toEqual([])
  })

  it('is not what they still may see: a client who is assigned no longer is told nothing new, and keeps the old', async () => {
    const { id, client, seat } = await proposed()
    const { manager, recruiter } = world.people
    await act(
      manager,
      `/jobs/${world.job}/assignments`,
      { recruiters: [recruiter.id], hiringManagers: [], agencies: [world.agency] },
      'PUT',
    )
    await act(recruiter, `/applications/${id}/move`, { to: 'interview', version: 2 })
    await tellAll()
    expect(await titlesOf(app, client)).toEqual(['Jonas Weber is proposed to you'])
    await seat.check('the client was unassigned')
    seat.close()
    await assign(world.job, 'hiring_manager', { user: client }, manager)
  })

  it('is the job, to an agency that is invited no longer; of its candidates it keeps what it was told', async () => {
    const { manager, recruiter, agency } = world.people
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by: manager })
    const lists = { recruiters: [recruiter.id], hiringManagers: [] }
    await act(manager, `/jobs/${job}/assignments`, { ...lists, agencies: [world.agency] }, 'PUT')
    const id = await makeApplication(job, await signedIn('candidate', null, 'Jonas Weber'), {
      agency: world.agency,
    })
    await act(recruiter, `/applications/${id}/move`, { to: 'screening', version: 1 })
    await tellAll()
    const [row] = await app.sql('select title from job_posting where id = $1', [job])
    expect(await titlesOf(app, agency)).toEqual([
      'Jonas Weber: In review',
      `Your agency is invited to ${row!.title}`,
    ])
    const seat = await follow(app.url, agency, `user:${agency.id}`)
    await act(manager, `/jobs/${job}/assignments`, { ...lists, agencies: [] }, 'PUT')
    expect(await titlesOf(app, agency)).toEqual(['Jonas Weber: In review'])
    await seat.check('the agency was left out')
    expect((seat.seat.state() as PersonState).feed.unread).toBe(1)
    seat.close()
  })

  it('is a job that was taken away', async () => {
    const { manager, recruiter } = world.people
    const job = await makeJob({
      company: world.employer,
      staffing: world.staffing,
      by: manager,
      status: 'draft',
    })
    await act(
      manager,
      `/jobs/${job}/assignments`,
      { recruiters: [recruiter.id], hiringManagers: [], agencies: [] },
      'PUT',
    )
    await tellAll()
    expect(await titlesOf(app, recruiter)).toHaveLength(1)
    await app.call(manager, 'DELETE', `/jobs/${job}`, {})
    expect(await titlesOf(app, recruiter)).toEqual([])
  })
})
