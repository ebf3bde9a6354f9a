import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { catalog } from '../../jobs/catalog.ts'
import { kinds, toldOf } from '../../server/notifications/kinds.ts'
import { mailed } from '../../server/notifications/mailed.ts'
import { notify } from '../../server/notifications/notify.ts'
import { events } from '../../server/events.ts'
import { signedIn, type Person } from '../support/people.ts'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'
import { countStatements, feedOf, tellAll, titlesOf } from './feeds.ts'

describe('telling people', () => {
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
  const freshCard = async (options: Parameters<typeof makeApplication>[2] = {}, job = world.job) =>
    makeApplication(job, await signedIn('candidate', null, 'Jonas Weber'), options)

  it('decides for every event, and starts the job for those that somebody hears of', () => {
    expect(Object.keys(kinds).toSorted()).toEqual(Object.keys(events).toSorted())
    const started = new Set<string>(catalog.notify.on)
    expect(started).toEqual(new Set([...toldOf, ...Object.keys(mailed), 'thread.read']))
  })

  it('tells each in their own words: the recruiters, the client, the agency and the candidate', async () => {
    const { recruiter, recruiter2, client, agency, unassignedClient } = world.people
    const candidate = await signedIn('candidate', null, 'Jonas Weber')
    const id = await makeApplication(world.job, candidate, {
      stage: 'interview',
      shortlist: 'approved',
      agency: world.agency,
    })
    await act(recruiter2, `/applications/${id}/move`, { to: 'offer', version: 1 })
    await tellAll()
    const [job] = await app.sql('select title from job_posting where id = $1', [world.job])
    expect(await titlesOf(app, recruiter)).toEqual(['Jonas Weber moved to Offer'])
    expect(await titlesOf(app, client)).toEqual(['Jonas Weber moved to Offer'])
    expect(await titlesOf(app, agency)).toEqual(['Jonas Weber: Offer'])
    const { notifications } = await feedOf(app, candidate)
    expect(notifications).toMatchObject([
      {
        title: `Your application for ${job!.title}: Offer`,
        url: `/applications/${id}`,
        count: 1,
        readAt: null,
      },
    ])
    // Whoever is not tied to the job is not called, and nobody of the candidate's side reads who moved them
    expect(await titlesOf(app, unassignedClient)).toEqual([])
    expect(JSON.stringify([notifications, await feedOf(app, agency)])).not.toContain(recruiter2.name)
    expect(JSON.stringify(await feedOf(app, recruiter))).toContain(recruiter2.name)
  })

  it('never tells of one’s own act', async () => {
    const { recruiter, client } = world.people
    const id = await freshCard({ stage: 'screening' })
    await act(recruiter, `/applications/${id}/shortlist`)
    await act(client, `/applications/${id}/move`, { to: 'interview', version: 2 })
    await tellAll()
    expect(await titlesOf(app, client)).toEqual(['Jonas Weber is proposed to you'])
    expect(await titlesOf(app, recruiter)).toEqual(['Jonas Weber moved to Interview'])
  })

  it('says to the client no more than the card does: a pseudonym while it is blind, and nothing before it is shown', async () => {
    const { manager, recruiter, client } = world.people
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by: manager, blind: true })
    await assign(job, 'hiring_manager', { user: client }, manager)
    const id = await freshCard({}, job)
    await act(recruiter, `/applications/${id}/move`, { to: 'screening', version: 1 })
    await tellAll()
    expect(await titlesOf(app, client)).toEqual([])
    await act(recruiter, `/applications/${id}/shortlist`)
    await tellAll()
    const [title] = await titlesOf(app, client)
    expect(title).toMatch(/^Candidate [0-9A-F]{4} is proposed to you$/)
    await act(recruiter, `/applications/${id}/reject`, { reason: 'MARKER of the staff' })
    await tellAll()
    const text = JSON.stringify(await feedOf(app, client))
    expect(text).toContain('was rejected')
    expect(text).not.toContain('Jonas')
    expect(text).not.toContain('MARKER')
  })

  it('tells a candidate that it is over, kindly, and never why or by whom', async () => {
    const { recruiter } = world.people
    const candidate = await signedIn('candidate', null, 'Jonas Weber')
    const id = await makeApplication(world.job, candidate, { stage: 'screening' })
    await act(recruiter, `/applications/${id}/reject`, { reason: 'MARKER too expensive' })
    await tellAll()
    const [line] = (await feedOf(app, candidate)).notifications
    expect(line!.title).toContain('Not selected')
    for (const secret of ['MARKER', recruiter.name, 'ejected', 'creening'])
      expect(`${line!.title} ${line!.body}`).not.toContain(secret)
    expect(JSON.stringify(line)).not.toContain('MARKER')
  })

  it('tells nobody who was deactivated, or who is of another company by now', async () => {
    const { manager, outsideRecruiter } = world.people
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by: manager })
    const gone = await signedIn('recruiter', world.staffing)
    const moved = await signedIn('recruiter', world.staffing)
    const stays = await signedIn('recruiter', world.staffing)
    for (const user of [gone, moved, stays]) await assign(job, 'recruiter', { user }, manager)
    await act(world.people.candidate, `/jobs/${job}/applications`)
    await app.sql('update users set deactivated_at = now() where id = $1', [gone.id])
    await app.sql('update users set company_id = $2 where id = $1', [moved.id, outsideRecruiter.companyId])
    await tellAll()
    const told = await app.sql('select user_id from notification')
    expect(told.map(({ user_id }) => user_id)).toEqual([stays.id])
  })

  it('tells nobody of a card that was hidden from them before the job came', async () => {
    const { recruiter, client } = world.people
    const candidate = await signedIn('candidate', null, 'Jonas Weber')
    const id = await makeApplication(world.job, candidate, { stage: 'screening' })
    await act(recruiter, `/applications/${id}/shortlist`)
    await act(candidate, `/applications/${id}/withdraw`)
    await act(candidate, `/applications/${id}/reopen`)
    await tellAll()
    expect(await titlesOf(app, client)).toEqual([])
  })

  it('tells 200 people in as many statements as it takes for two', async () => {
    const { manager } = world.people
    const interviewId = await makeInterview(await freshCard(), { panel: [], by: manager })
    const statementsFor = async (count: number) => {
      const job = await makeJob({ company: world.employer, staffing: world.staffing, by: manager })
      for (let made = 0; made < count; made++)
        await assign(job, 'recruiter', { user: await signedIn('recruiter', world.staffing) }, manager)
      const applicationId = await makeApplication(job, world.people.candidate2)
      return countStatements(() =>
        notify({
          event: 'feedback.given',
          by: null,
          at: new Date().toISOString(),
          applicationId,
          interviewId,
        }),
      )
    }
    const few = await statementsFor(2)
    const many = await statementsFor(200)
    expect(many).toBe(few)
    expect(
      await app.sql(`select count(*)::int as count from notification where kind = 'feedback.given'`),
    ).toEqual([{ count: 202 }])
    const events = await app.sql(
      `select count(*)::int as count from event where type = 'notification.created' and data::text like '%gave feedback%'`,
    )
    expect(events).toEqual([{ count: 202 }])
  })
})
