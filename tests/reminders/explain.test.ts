import { beforeAll, describe, expect, it } from 'vitest'
import { sweepReminders } from '../../server/reminders/sweep.ts'
import { hirewire } from '../support/hirewire.ts'
import { jobsDone } from '../support/jobs-done.ts'
import type { Person } from '../support/people.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { assign, makeApplication, makeCompany, makeInterview, makeJob, makeWorld } from '../support/world.ts'

const hour = 3_600_000
const day = 24 * hour
const ago = (ms: number) => new Date(Date.now() - ms)

describe('why somebody is reminded', () => {
  const app = hirewire({ worker: true })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  /** A card that has waited for so long for a hiring manager of its own, whose name the client does not know. */
  const waitingCard = async (days: number, { blind = false } = {}) => {
    const { people, employer, staffing } = world
    const client = await app.person('client', employer, 'Cleo Client')
    const job = await makeJob({ company: employer, staffing, by: people.manager, blind })
    await assign(job, 'hiring_manager', { user: client }, people.manager)
    await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
    await app.sql('update assignment set worked_at = now() where job_id = $1', [job])
    const candidate = await app.person('candidate', null, 'Marker Secretname')
    const card = await makeApplication(job, candidate, { stage: 'screening', shortlist: 'proposed' })
    const since = ago(days * day)
    await app.sql('update application set waiting_since = $2 where id = $1', [card, since])
    return { client, candidate, job, card, since }
  }
  /** Sweeps every three hours from an instant on. */
  const play = async (from: Date, days: number) => {
    for (let hours = 0; hours <= days * 24; hours += 3)
      await sweepReminders(new Date(from.getTime() + hours * hour))
  }
  const path = (subject: string, more: Record<string, string> = {}) =>
    `/reminders/explain?${new URLSearchParams({ subject, ...more })}`
  const explain = async (person: Person, subject: string, more?: Record<string, string>) => {
    const { status, body } = await app.call(person, 'GET', path(subject, more))
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const first = async (...asked: Parameters<typeof explain>) => (await explain(...asked)).data[0]

  it('says what went out, to whom it went on, and that there is silence after it', async () => {
    const { client, card, since } = await waitingCard(14)
    await play(since, 10)
    await jobsDone(app)
    const { user, subject, data } = await explain(client, card)
    expect(user).toEqual({
      id: client.id,
      name: 'Cleo Client',
      zone: 'UTC',
      quietHours: { from: '21:00', to: '08:00' },
    })
    expect(subject).toEqual({ kind: 'application', id: card })
    expect(data).toHaveLength(1)
    const [told] = data
    expect(told).toMatchObject({
      rule: 'shortlist-action',
      title: 'Decide on Marker Secretname',
      url: `/applications/${card}`,
      owed: { since: since.toISOString(), anchor: since.toISOString(), endedAt: null },
      settings: {
        own: false,
        off: false,
        clock: 'working',
        firstHours: 8,
        everyHours: 8,
        most: 3,
        escalate: ['recruiter', 'manager'],
      },
      channels: { inApp: true, mail: 'now' },
      stops: [],
      next: null,
      because: { code: 'escalated' },
    })
    expect(told.sent.map(({ step, inApp, mailed, mail }: any) => ({ step, inApp, mailed, mail }))).toEqual(
      [1, 2, 3].map(step => ({ step, inApp: true, mailed: true, mail: { state: 'sent', detail: null } })),
    )
    const manager = await first(world.people.manager, card)
    expect(manager.owed).toBeUndefined()
    expect(manager.sent).toMatchObject([{ step: 0 }])
    expect(manager.sentences).toContainEqual(
      'You were told once, because those whose turn it is had been reminded in vain.',
    )
    expect((await first(world.people.recruiter, card, { user: client.id })).sentences).toContainEqual(
      expect.stringMatching(/^Cleo Client has been reminded 3 times/),
    )
  })

  it('says why nothing came: not yet, put off, stopped, switched off, muted, unreachable, in quiet hours, done', async () => {
    const { client, card, job } = await waitingCard(0.01)
    await sweepReminders(new Date())
    const soon = await first(client, card)
    expect(soon).toMatchObject({ sent: [], next: { step: 1 }, because: { code: 'due' } })
    expect(soon.sentences).toContain('You have not been reminded of it.')

    const until = new Date(new Date(soon.next.at).getTime() + hour).toISOString()
    await app.call(client, 'PUT', `/me/waiting/shortlist-action/${card}/hold`, { until })
    const snoozed = await first(client, card)
    expect(snoozed.stops).toMatchObject([{ code: 'snoozed' }])
    expect(['snoozed', 'quiet']).toContain(snoozed.because.code)
    expect(new Date(snoozed.next.at).getTime()).toBeGreaterThanOrEqual(new Date(until).getTime())

    await app.call(client, 'PUT', `/me/waiting/shortlist-action/${card}/hold`, { until: null })
    const stopped = await first(client, card)
    expect(stopped).toMatchObject({
      stops: [{ code: 'stopped' }],
      next: { step: 0 },
      because: { code: 'stopped' },
    })
    expect(stopped.because.words).toContain('it goes on to the job’s recruiters and the managers')
    await app.call(client, 'DELETE', `/me/waiting/shortlist-action/${card}/hold`)

    await app.sql(`insert into muted_job (user_id, job_id, created_at) values ($1, $2, now())`, [
      client.id,
      job,
    ])
    await app.sql(
      `insert into channel (user_id, category, in_app, mail) values ($1, 'reminders', false, 'off')`,
      [client.id],
    )
    await app.sql(
      `insert into suppression (address, stream, reason, at) values ($1, 'outbound', 'bounce', now())`,
      [client.email],
    )
    expect((await first(client, card)).stops.map(({ code }: { code: string }) => code)).toEqual([
      'muted',
      'not_in_app',
      'no_mail',
      'suppressed',
    ])
    expect(JSON.stringify(await first(client, card))).not.toContain(client.email)

    await app.sql(
      `insert into preference (user_id, quiet_from, quiet_to, updated_at) values ($1, '08:30', '08:00', now())`,
      [client.id],
    )
    expect((await first(client, card)).because.code).toBe('quiet')

    await app.call(world.people.manager, 'PUT', `/companies/${world.staffing}/reminder-settings`, {
      settings: [{ rule: 'shortlist-action', off: true }],
    })
    expect(await first(client, card)).toMatchObject({
      settings: { own: true, off: true },
      next: null,
      because: { code: 'off' },
    })
    await app.call(world.people.manager, 'PUT', `/companies/${world.staffing}/reminder-settings`, {
      settings: [],
    })

    await app.sql('update application set waiting_rule = null, waiting_since = null where id = $1', [card])
    expect(await first(client, card)).toMatchObject({ next: null, because: { code: 'ended' } })
    await sweepReminders(new Date())
    expect((await first(client, card)).owed.endedAt).not.toBeNull()
  })

  it('says of who never owed it that there is nothing to remind of, and that it waits for others', async () => {
    const { client, card } = await waitingCard(1)
    const colleague = await app.person('client', world.employer, 'Cora Colleague')
    const told = await first(colleague, card, { rule: 'shortlist-action' })
    expect(told).toMatchObject({ sent: [], next: null, because: { code: 'not_owed' } })
    expect(told.owed).toBeUndefined()
    expect(told.sentences[1]).toContain('It waits for somebody else')
    const of = await first(world.people.recruiter, card, { user: colleague.id, rule: 'shortlist-action' })
    expect(of.sentences[1]).toContain('Cora Colleague owes nothing here now.')
    const silent = await first(world.people.recruiter, card, { user: client.id, rule: 'offer-making' })
    expect(silent).toMatchObject({ settings: null, because: { code: 'no_reminders' } })
  })

  it('tells nobody by which rule others have it: not a candidate that the client decides, nor anything of it', async () => {
    const { people, employer, staffing } = world
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await assign(job, 'hiring_manager', { user: people.client }, people.manager)
    await assign(job, 'agency', { company: world.agency }, people.manager)
    const candidate = await app.person('candidate')
    const agency = world.agency
    const card = await makeApplication(job, candidate, { stage: 'screening', shortlist: 'proposed', agency })
    await sweepReminders(new Date())
    for (const person of [candidate, people.agency])
      for (const rule of ['shortlist-action', 'candidate-selection', 'interview-scheduling', 'offer-making'])
        expect((await app.call(person, 'GET', path(card, { rule }))).status, rule).toBe(404)
    expect((await app.call(candidate, 'GET', path(job, { rule: 'recruiter-missing' }))).status).toBe(404)
    expect((await explain(people.agency, card)).data).toEqual([])
    expect((await explain(candidate, card)).data.map(({ rule }: { rule: string }) => rule)).toEqual([
      'interview-choice',
      'offer-answer',
    ])
  })

  it('says when it goes on: after the quiet hours of the first who would hear of it, or that there is nobody', async () => {
    const { people, employer } = world
    const staffing = await makeCompany('staffing')
    const manager = await app.person('manager', staffing)
    const recruiter = await app.person('recruiter', staffing)
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await app.sql(`update job_posting set opened_at = now() - interval '30 days' where id = $1`, [job])
    await assign(job, 'recruiter', { user: recruiter }, people.manager)
    await app.sql(`update assignment set created_at = now() - interval '30 days' where job_id = $1`, [job])
    await app.call(recruiter, 'PUT', `/me/waiting/assignment-idle/${job}/hold`, { until: null })
    const quiet = (from: string, to: string) =>
      app.sql(
        `insert into preference (user_id, quiet_from, quiet_to, updated_at) values ($1, $2, $3, now())
         on conflict (user_id) do update set quiet_from = $2, quiet_to = $3`,
        [manager.id, from, to],
      )
    const wall = (ms: number) => new Date(Date.now() + ms).toISOString().slice(11, 16)
    const end = wall(hour)
    await quiet(wall(-hour), end)
    const { next, because } = await first(recruiter, job)
    expect(because).toMatchObject({ code: 'stopped' })
    expect(next.at.slice(11)).toBe(`${end}:00.000Z`)
    await quiet('00:00', '00:00')
    expect(new Date((await first(recruiter, job)).next.at).getTime()).toBeLessThanOrEqual(Date.now())
    // Put off for longer than that, it goes on first as well
    const until = ago(-9 * day).toISOString()
    await app.call(recruiter, 'PUT', `/me/waiting/assignment-idle/${job}/hold`, { until })
    expect(await first(recruiter, job)).toMatchObject({ next: { step: 0 }, because: { code: 'snoozed' } })
    await app.sql('update users set deactivated_at = now() where id = $1', [manager.id])
    await app.call(recruiter, 'PUT', `/me/waiting/assignment-idle/${job}/hold`, { until: null })
    expect(await first(recruiter, job)).toMatchObject({ next: null, because: { code: 'nobody_above' } })
  })

  it('keeps a blind shortlist blind, and what one may see no more to oneself', async () => {
    const { client, card } = await waitingCard(2, { blind: true })
    await sweepReminders(new Date())
    const told = await explain(client, card)
    expect(JSON.stringify(told)).not.toContain('Secretname')
    expect(told.data[0].title).toMatch(/^Decide on Candidate [0-9A-F]{4}$/)
    await app.sql('update users set company_id = $2 where id = $1', [client.id, world.otherEmployer])
    await app.sql('delete from assignment where user_id = $1', [client.id])
    await expectHidden(app, { method: 'GET', path: path(card) }, [client])
  })

  it('is one’s own, and to staff that of the people of their jobs; each look of an admin is written down', async () => {
    const { client, candidate, card } = await waitingCard(2)
    await sweepReminders(new Date())
    // No job is left to do, so that nothing changes of itself
    await jobsDone(app)
    const { people } = world
    const own = { method: 'GET', path: path(card) } as const
    await expectRefused(app, own, [[null, 401]])
    await expectHidden(app, own, [
      people.otherClient,
      people.outsideManager,
      people.outsideRecruiter,
      people.agency,
      people.interviewer,
      people.candidate2,
    ])
    const ofClient = { method: 'GET', path: path(card, { user: client.id }) } as const
    await expectHidden(app, ofClient, [people.outsideManager, people.outsideRecruiter, candidate])
    await expectRefused(app, ofClient, [
      [people.client, 404],
      [people.unassignedClient, 404],
      [people.interviewer, 404],
    ])
    for (const person of [people.manager, people.recruiter2])
      expect((await explain(person, card, { user: client.id })).user.id).toBe(client.id)
    // Somebody who has nothing to do with the job is nobody there
    for (const stranger of [people.otherClient, people.candidate2, people.outsideManager])
      await expectRefused(app, { method: 'GET', path: path(card, { user: stranger.id }) }, [
        [people.manager, 404],
      ])
    await explain(people.admin, card, { user: client.id })
    expect(
      await app.sql(`select target from audit where actor_id = $1 and action = 'explain reminders'`, [
        people.admin.id,
      ]),
    ).toEqual([{ target: client.id }])
  })

  it('tells an invoice that is not visible yet from nothing to nobody, nor another’s feedback', async () => {
    const { people } = world
    const { job } = await waitingCard(1)
    const card = await makeApplication(job, await app.person('candidate'), { stage: 'interview' })
    const [seat, other] = [
      await app.person('interviewer', world.staffing),
      await app.person('interviewer', world.staffing),
    ]
    const interview = await makeInterview(card, {
      panel: [seat],
      by: people.recruiter,
      startsAt: ago(5 * hour),
    })
    const told = await first(seat, interview)
    expect(told).toMatchObject({ rule: 'feedback', settings: { clock: 'calendar' } })
    await expectHidden(app, { method: 'GET', path: path(interview) }, [other, people.candidate])
  })

  it('refuses what cannot be asked', async () => {
    const { client, card } = await waitingCard(1)
    for (const query of [
      '',
      'subject=1',
      `subject=${card}&rule=no-rule`,
      `subject=${card}&user=me`,
      `subject=${card}&more=1`,
    ])
      expect((await app.call(client, 'GET', `/reminders/explain?${query}`)).status, query).toBe(400)
    expect((await app.call(client, 'GET', path(card, { rule: 'job-approval' }))).status).toBe(404)
    await unchanged(() => explain(client, card))
  })
})
