import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliverEmail } from '../../server/mail/deliver.ts'
import { sendWaitingMails } from '../../server/notifications/send-waiting.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn, type Person } from '../support/people.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'
import { feedOf, tellAll } from './feeds.ts'

const minuteMs = 60_000
const after = (minutes: number) => new Date(Date.now() + minutes * minuteMs)
/** What the clocks of UTC show then, as quiet hours are kept. */
const wall = (minutes: number) => after(minutes).toISOString().slice(11, 16)

describe('mail when it matters', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let candidate: Person
  let application: string
  beforeAll(async () => {
    world = await makeWorld()
  })

  /** In the middle of them now, for another hour; or none at all. */
  const quiet = ({ id }: Person, isNow = true) =>
    app.sql(
      `insert into preference (user_id, quiet_from, quiet_to, updated_at) values ($1, $2, $3, now())
       on conflict (user_id) do update set quiet_from = $2, quiet_to = $3`,
      [id, isNow ? wall(-60) : '00:00', isNow ? wall(60) : '00:00'],
    )
  const prefer = ({ id }: Person, category: string, mail: string, inApp = true) =>
    app.sql(`insert into channel values ($1, $2, $3, $4)`, [id, category, inApp, mail])

  beforeEach(async () => {
    await tellAll()
    for (const table of ['notification', 'channel', 'muted_job', 'waiting_mail', 'preference'])
      await app.sql(`delete from ${table}`)
    await app.sql(`delete from pgboss.job where name = 'deliver-email'`)
    candidate = await signedIn('candidate', null, 'Jonas Weber')
    application = await makeApplication(world.job, candidate, { stage: 'interview', shortlist: 'approved' })
    for (const person of [...Object.values(world.people), candidate]) await quiet(person, false)
  })

  const act = async (person: Person, path: string, body: object = {}, method = 'POST') => {
    const answer = await app.call(person, method, path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return answer.body
  }
  const move = async (to = 'offer', version = 1) => {
    await act(world.people.manager, `/applications/${application}/move`, { to, version })
    await tellAll()
  }
  const say = async (person: Person, text: string, more: object = {}) => {
    const said = await act(person, `/applications/${application}/threads`, {
      kind: 'discussion',
      text,
      ...more,
    })
    await tellAll()
    return said as { threadId: string; number: number }
  }
  /** The mails that were put in the queue for this person. */
  const mailsTo = async ({ email }: Person) =>
    (
      await app.sql<{ template: string }>(
        `select data->>'template' as template from pgboss.job where name = 'deliver-email' and data->>'to' = $1`,
        [email],
      )
    ).map(({ template }) => template)
  const waitingFor = async ({ id }: Person) =>
    app.sql<{ due_at: Date }>('select due_at from waiting_mail where user_id = $1 order by id', [id])

  it('goes to a candidate as it happens, and to staff when they have not seen it within two minutes', async () => {
    const { recruiter } = world.people
    await move()
    expect(await mailsTo(candidate)).toEqual(['application-progress'])
    expect(await mailsTo(recruiter)).toEqual([])
    await sendWaitingMails(after(1))
    expect(await mailsTo(recruiter)).toEqual([])
    await sendWaitingMails(after(3))
    expect(await mailsTo(recruiter)).toEqual(['application-moved'])
    await sendWaitingMails(after(9))
    expect(await mailsTo(recruiter)).toHaveLength(1)
  })

  it('does not go to who has seen it, read it or put it away in the app', async () => {
    const { recruiter } = world.people
    const deeds = [
      () => act(recruiter, '/notifications/seen'),
      () => act(recruiter, '/notifications/mark-all-read'),
      async () => {
        const [line] = (await feedOf(app, recruiter)).notifications
        await app.call(recruiter, 'DELETE', `/notifications/${line!.id}`)
      },
    ]
    for (const deed of deeds) {
      application = await makeApplication(world.job, await signedIn('candidate'), { stage: 'interview' })
      await move()
      await deed()
      await sendWaitingMails(after(3))
      expect([await mailsTo(recruiter), await waitingFor(recruiter)]).toEqual([[], []])
    }
  })

  it('goes by what its reader wants: first when it happens, and again when it goes', async () => {
    const { recruiter } = world.people
    await prefer(recruiter, 'applications', 'digest')
    await prefer(candidate, 'applications', 'off')
    await move()
    expect([await mailsTo(candidate), await waitingFor(recruiter)]).toEqual([[], []])

    await app.sql('delete from channel')
    await act(world.people.manager, `/applications/${application}/reject`, { reason: 'Not now' })
    await tellAll()
    expect(await waitingFor(recruiter)).toHaveLength(1)
    await prefer(recruiter, 'applications', 'off')
    await sendWaitingMails(after(3))
    expect(await mailsTo(recruiter)).toEqual([])
  })

  it('says nothing of a muted job, and goes where a category is off in the app alone', async () => {
    const { recruiter } = world.people
    await prefer(candidate, 'applications', 'now', false)
    await act(recruiter, `/jobs/${world.job}/mute`, {}, 'PUT')
    await move()
    await sendWaitingMails(after(3))
    expect([await mailsTo(recruiter), await mailsTo(candidate)]).toEqual([[], ['application-progress']])
  })

  it('waits for the end of quiet hours, as they are when it would go', async () => {
    const { recruiter } = world.people
    await quiet(candidate)
    await move()
    expect(await mailsTo(candidate)).toEqual([])
    await quiet(recruiter)
    await sendWaitingMails(after(3))
    expect([await mailsTo(candidate), await mailsTo(recruiter)]).toEqual([[], []])
    const [due] = await waitingFor(recruiter)
    expect(due!.due_at.getTime()).toBeGreaterThan(after(58).getTime())
    await sendWaitingMails(after(61))
    expect([await mailsTo(candidate), await mailsTo(recruiter)]).toEqual([
      ['application-progress'],
      ['application-moved'],
    ])
  })

  it('comes whatever the hour, and whatever was chosen, where an interview changes within twelve hours', async () => {
    const { recruiter, interviewer } = world.people
    const make = (hours: number) =>
      makeInterview(application, { panel: [interviewer], by: recruiter, startsAt: after(hours * 60) })
    const [soon, late] = [await make(10), await make(40)]
    await quiet(candidate)
    await quiet(interviewer)
    await prefer(interviewer, 'interviews', 'off')
    await act(recruiter, `/interviews/${late}/cancel`, { reason: 'Ill' })
    await tellAll()
    expect([await mailsTo(candidate), await mailsTo(interviewer)]).toEqual([[], []])
    await act(
      recruiter,
      `/interviews/${soon}`,
      { version: 1, startsAt: after(72 * 60).toISOString() },
      'PATCH',
    )
    await tellAll()
    expect([await mailsTo(candidate), await mailsTo(interviewer)]).toEqual([
      ['interview-changed'],
      ['interview-changed'],
    ])
  })

  it('goes to nobody who was deactivated or works elsewhere by then', async () => {
    const { recruiter, outsideRecruiter } = world.people
    const here = recruiter.companyId
    await move()
    await app.sql('update users set company_id = $2 where id = $1', [
      recruiter.id,
      outsideRecruiter.companyId,
    ])
    await sendWaitingMails(after(3))
    await app.sql('update users set company_id = $2 where id = $1', [recruiter.id, here])
    application = await makeApplication(world.job, await signedIn('candidate'), { stage: 'interview' })
    await move()
    await app.sql('update users set deactivated_at = now() where id = $1', [recruiter.id])
    await sendWaitingMails(after(3))
    await app.sql('update users set deactivated_at = null where id = $1', [recruiter.id])
    expect([await mailsTo(recruiter), await waitingFor(recruiter)]).toEqual([[], []])
  })

  it('tells nothing of a job to its author who works elsewhere now', async () => {
    const { manager, client, otherClient } = world.people
    const job = await makeJob({
      company: world.employer,
      staffing: world.staffing,
      by: client,
      status: 'pending_approval',
    })
    await app.sql('update users set company_id = $2 where id = $1', [client.id, otherClient.companyId])
    await act(manager, `/jobs/${job}/approve`)
    await tellAll()
    await sendWaitingMails(after(3))
    await app.sql('update users set company_id = $2 where id = $1', [client.id, client.companyId])
    expect([await mailsTo(client), await waitingFor(client)]).toEqual([[], []])
  })

  it('is one of what was written in a thread within a while, without what was read or taken back', async () => {
    const { recruiter, manager, client } = world.people
    await say(client, 'one')
    await say(client, 'two')
    await say(manager, 'three')
    expect(await waitingFor(recruiter)).toHaveLength(3)
    await sendWaitingMails(after(3))
    expect(await mailsTo(recruiter)).toEqual(['thread-messages'])
    expect(await waitingFor(recruiter)).toEqual([])

    const { threadId, number } = await say(client, 'four')
    await act(recruiter, `/threads/${threadId}/read`, { upTo: number })
    await tellAll()
    await sendWaitingMails(after(3))
    expect(await mailsTo(recruiter)).toHaveLength(1)
    await say(client, 'five')
    await act(recruiter, '/notifications/seen')
    await sendWaitingMails(after(3))
    expect(await mailsTo(recruiter)).toHaveLength(1)
  })

  it('waits for the next message of a burst, but not for ever', async () => {
    const { recruiter, client } = world.people
    await say(client, 'one')
    const age = (minutes: number) =>
      app.sql(
        `update waiting_mail set created_at = created_at - make_interval(mins => $1),
           due_at = due_at - make_interval(mins => $1)`,
        [minutes],
      )
    await age(1)
    await say(client, 'two')
    const dues = (await waitingFor(recruiter)).map(({ due_at }) => due_at.getTime())
    expect(new Set(dues).size).toBe(1)
    await age(9)
    await say(client, 'three')
    await sendWaitingMails(after(1))
    expect(await mailsTo(recruiter)).toEqual(['thread-messages'])
    expect(await waitingFor(recruiter)).toEqual([])
  })

  /** What was put in the queue for this person, as they read it. */
  const readBy = async ({ email }: Person) => {
    const jobs = await app.sql<{ data: object }>(
      `select data from pgboss.job where name = 'deliver-email' and data ->> 'to' = $1`,
      [email],
    )
    for (const { data } of jobs) await deliverEmail(data)
    return app.sql<{ subject: string; text: string; headers: Record<string, string> }>(
      `select subject, text, headers from dev_mail where recipient = $1 and key = any($2)`,
      [email, jobs.map(({ data }) => (data as { key: string }).key)],
    )
  }
  const propose = async (name: string) => {
    const card = await makeApplication(world.job, await signedIn('candidate', null, name), {
      stage: 'screening',
    })
    await act(world.people.recruiter, `/applications/${card}/shortlist`)
    await tellAll()
    return card
  }

  it('is one of several candidates who are proposed together, of those that still wait', async () => {
    const { client, recruiter } = world.people
    await propose('Ada Early')
    const declined = await propose('Bea Declined')
    await propose('Carl <Late> 🙂')
    await act(world.people.manager, `/applications/${declined}/shortlist/withdraw`)
    await tellAll()
    const dues = (await waitingFor(client)).map(({ due_at }) => due_at.getTime())
    expect([dues.length, new Set(dues).size]).toEqual([3, 1])
    await sendWaitingMails(after(3))
    expect([await mailsTo(client), await waitingFor(client)]).toEqual([['updates'], []])
    const [mail] = await readBy(client)
    const [job] = await app.sql<{ title: string }>('select title from job_posting where id = $1', [world.job])
    expect(mail!.subject).toBe(`2 updates on ${job!.title}`)
    expect(mail!.text).toContain(`* Ada Early is proposed to you (${job!.title} · ${recruiter.name}): http`)
    expect(mail!.text).toContain('* Carl <Late> 🙂 is proposed to you')
    expect(mail!.text).not.toContain('Bea')
    expect(mail!.headers['List-Unsubscribe']).toContain(`${client.id}.applications.`)
  })

  it('is one of a kind at the end of quiet hours, by its kind where it is of several jobs', async () => {
    const { client, manager, recruiter } = world.people
    const other = await makeJob({ company: world.employer, staffing: world.staffing, by: manager })
    await assign(other, 'hiring_manager', { user: client }, manager)
    await assign(other, 'recruiter', { user: recruiter }, manager)
    await quiet(client)
    await propose('Ada')
    const card = await makeApplication(other, await signedIn('candidate', null, 'Bob'), {
      stage: 'screening',
    })
    await act(recruiter, `/applications/${card}/shortlist`)
    await say(manager, 'one')
    await sendWaitingMails(after(30))
    expect(await mailsTo(client)).toEqual([])
    await sendWaitingMails(after(61))
    expect((await mailsTo(client)).toSorted()).toEqual(['thread-messages', 'updates'])
    expect((await readBy(client)).map(({ subject }) => subject)).toContain('2 updates on applications')
  })

  it('is one of an interview that changed again in quiet hours, with its last time', async () => {
    const { recruiter, interviewer } = world.people
    await quiet(candidate)
    const interview = await makeInterview(application, {
      panel: [interviewer],
      by: recruiter,
      startsAt: after(70 * 60),
    })
    for (const [version, hours] of [
      [1, 80],
      [2, 96],
    ] as const)
      await act(
        recruiter,
        `/interviews/${interview}`,
        { version, startsAt: after(hours * 60).toISOString() },
        'PATCH',
      )
    await tellAll()
    expect(await waitingFor(candidate)).toHaveLength(2)
    await sendWaitingMails(after(61))
    expect([await mailsTo(candidate), await waitingFor(candidate)]).toEqual([['interview-changed'], []])
    const weekday = after(96 * 60).toLocaleDateString('en-GB', { weekday: 'short', timeZone: 'UTC' })
    expect((await readBy(candidate))[0]!.subject).toContain(`Changed, now on ${weekday}`)
  })

  it('is one each of what has to be read by itself, and of what is not in the app', async () => {
    const { client } = world.people
    await prefer(client, 'applications', 'now', false)
    await propose('Ada')
    await propose('Bob')
    await sendWaitingMails(after(3))
    expect(await mailsTo(client)).toEqual(['news', 'news'])
  })

  it('does not wait for ever for the next of a burst', async () => {
    const { client } = world.people
    await propose('Ada')
    await app.sql(
      `update waiting_mail set created_at = created_at - interval '9 minutes', due_at = due_at - interval '1 minute'`,
    )
    await propose('Bob')
    await sendWaitingMails(after(1.5))
    expect(await mailsTo(client)).toEqual(['updates'])
  })

  it('is one each, however many work at it and however often the job comes', async () => {
    const { recruiter, client } = world.people
    await say(client, 'one')
    await say(client, 'two')
    await act(world.people.manager, `/applications/${application}/move`, { to: 'offer', version: 1 })
    await tellAll({ times: 3, together: true })
    await Promise.all([1, 2, 3, 4].map(() => sendWaitingMails(after(3))))
    expect((await mailsTo(recruiter)).toSorted()).toEqual(['application-moved', 'thread-messages'])
  })

  it('stays where it cannot be made, and keeps none from the others', async () => {
    const { recruiter, recruiter2 } = world.people
    await move()
    const broken = {
      event: 'application.moved',
      by: null,
      at: 'x',
      applicationId: world.job,
      historyId: world.job,
    }
    for (const person of [recruiter, recruiter2])
      await app.sql(
        `insert into waiting_mail values (gen_random_uuid(), $1, 'broken', 'applications', null, $2, now() - interval '1 hour', now())`,
        [person.id, JSON.stringify(broken)],
      )
    await sendWaitingMails(after(3))
    expect(await mailsTo(recruiter)).toEqual(['application-moved'])
    for (const person of [recruiter, recruiter2]) expect(await waitingFor(person)).toHaveLength(1)
  })

  it('keeps what waits until it is in the queue: a crash in between loses nothing', async () => {
    const { recruiter } = world.people
    await move()
    await app.sql(`create or replace function refuse_mail() returns trigger language plpgsql as
      $$ begin raise exception 'the database went away'; end $$`)
    await app.sql(
      `create trigger refuse after delete on waiting_mail for each row execute function refuse_mail()`,
    )
    await sendWaitingMails(after(3))
    expect([await mailsTo(recruiter), (await waitingFor(recruiter)).length]).toEqual([[], 1])
    await app.sql('drop trigger refuse on waiting_mail')
    await sendWaitingMails(after(3))
    expect([await mailsTo(recruiter), (await waitingFor(recruiter)).length]).toEqual([
      ['application-moved'],
      0,
    ])
  })
})
