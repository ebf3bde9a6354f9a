import { beforeAll, describe, expect, it } from 'vitest'
import { database, sqlOf } from '../../db/database.ts'
import { owedRows } from '../../server/owed/queries.ts'
import { remindingRules } from '../../server/owed/rules.ts'
import { sweepReminders } from '../../server/reminders/sweep.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'
import { ledgerOf } from './timeline.ts'

const hour = 3_600_000

describe('the sweep of reminders', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const sweep = (at: string | Date) => sweepReminders(new Date(at))

  /** Cards that wait for a client of their own since then, on one job. */
  const waitingFor = async (
    since: string,
    { cards = 1, zone = 'UTC', blind = false }: { cards?: number; zone?: string; blind?: boolean } = {},
  ) => {
    const { people, employer, staffing } = world
    const client = await app.person('client', employer, 'Clara Client')
    await app.sql('update users set zone = $2 where id = $1', [client.id, zone])
    const job = await makeJob({ company: employer, staffing, by: people.manager, blind })
    await assign(job, 'hiring_manager', { user: client }, people.manager)
    await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
    await app.sql('update assignment set worked_at = now() where job_id = $1', [job])
    const applications: string[] = []
    for (let n = 0; n < cards; n++) {
      const candidate = await app.person('candidate', null, `Cara Secret ${n}`)
      applications.push(await makeApplication(job, candidate, { stage: 'screening', shortlist: 'proposed' }))
    }
    await app.sql(`update application set waiting_since = $2 where job_id = $1`, [job, since])
    return { client, job, applications, application: applications[0]! }
  }
  const ledger = (subject: string) => ledgerOf(app, 'shortlist-action', subject)
  const feedOf = (person: Person) =>
    app.sql<{ kind: string; category: string; data: { title: string; body: string | null; url: string } }>(
      'select kind, category, data, application_id, job_id from notification where user_id = $1 order by id',
      [person.id],
    )
  const mailsTo = (person: Person) =>
    app.sql(
      `select data ->> 'key' as key, data ->> 'template' as template, data -> 'about' ->> 'category' as category
       from pgboss.job where name = 'deliver-email' and data ->> 'to' = $1 order by created_on, id`,
      [person.email],
    )

  it('tells what is due in the feed and by mail, in words of what the reader may see', async () => {
    const { client, application, job } = await waitingFor('2027-03-01T09:00:00Z', { blind: true })
    await sweep('2027-03-01T17:00:00Z')
    const [line, ...others] = await feedOf(client)
    expect(others).toEqual([])
    expect(line).toMatchObject({
      kind: 'reminder.due',
      category: 'reminders',
      application_id: application,
      job_id: null,
      data: { url: `/applications/${application}` },
    })
    const [row] = await app.sql('select title from job_posting where id = $1', [job])
    expect(line!.data.title).toMatch(/^Decide on Candidate [0-9A-F]{4}$/)
    expect(line!.data.body).toBe(row!.title)
    expect(JSON.stringify(line)).not.toContain('Secret')
    expect(await mailsTo(client)).toEqual([
      {
        key: `reminder shortlist-action ${application} ${client.id} 2027-03-01T09:00:00.000Z 1`,
        template: 'reminder',
        category: 'reminders',
      },
    ])
    expect(await ledger(application)).toMatchObject([{ in_app: true, mailed: true, step: 1 }])
    const { body } = await app.call(client, 'GET', '/notifications?kind=reminder.due')
    expect(body.data).toHaveLength(1)
  })

  it('makes one message of several, without a name of any', async () => {
    const { client, applications } = await waitingFor('2027-03-02T09:00:00Z', { cards: 3 })
    await sweep('2027-03-02T17:00:00Z')
    const lines = await feedOf(client)
    expect(lines.map(({ data }) => data)).toEqual([
      { title: '3 things wait for you', body: null, url: '/waiting' },
    ])
    expect(await mailsTo(client)).toHaveLength(1)
    for (const id of applications) expect(await ledger(id)).toHaveLength(1)
  })

  it('tells superiors once who was reminded in vain, and of several in one message', async () => {
    const manager = await app.person('manager', world.staffing)
    await waitingFor('2027-03-03T09:00:00Z', { cards: 2 })
    for (const at of ['04T08:00', '05T09:00', '08T09:00', '09T09:00', '09T15:00', '10T15:00'])
      await sweep(`2027-03-${at}:00Z`)
    const lines = await feedOf(manager)
    expect(lines.filter(({ data }) => data.title === '2 things wait for others')).toHaveLength(1)
    const { client, application } = await waitingFor('2027-03-15T09:00:00Z')
    for (const at of ['15T17:00', '16T16:00', '17T15:00', '18T14:00', '19T14:00'])
      await sweep(`2027-03-${at}:00Z`)
    const [late] = (await feedOf(manager)).filter(({ data }) => data.url.endsWith(application))
    expect(late!.data).toMatchObject({ title: 'Cara Secret 0 waits for a decision' })
    expect(late!.data.body).toMatch(new RegExp(`reminded in vain: ${client.name}$`))
  })

  it(
    'claims each reminder once, however many sweep at once, also at other instants',
    { timeout: 120_000 },
    async () => {
      for (let round = 0; round < 25; round++) {
        const since = new Date(Date.UTC(2027, 4, 3 + 7 * round, 9))
        const made = await Promise.all(
          Array.from({ length: 4 }, () => waitingFor(since.toISOString(), { cards: 2 })),
        )
        const at = since.getTime() + 8 * hour
        await Promise.all([0, 1, 0, 1].map(late => sweep(new Date(at + late))))
        // Whoever found another asking left it to them
        await sweep(new Date(at + 2))
        for (const { client, applications } of made) {
          for (const id of applications)
            expect(
              (await ledger(id)).filter(({ user_id }) => user_id === client.id),
              `round ${round}`,
            ).toMatchObject([{ step: 1 }])
          const told = await feedOf(client)
          expect(told.filter(({ kind }) => kind === 'reminder.due').length, `round ${round}`).toBe(1)
          expect((await mailsTo(client)).length, `round ${round}`).toBe(1)
        }
        await app.sql(`update job_posting set status = 'closed' where id = any($1::uuid[])`, [
          made.map(({ job }) => job),
        ])
      }
    },
  )

  it('writes nothing of what it could not tell: after a crash the next one does it', async () => {
    const { client, application } = await waitingFor('2028-01-03T09:00:00Z')
    await app.sql(
      `create function crash() returns trigger language plpgsql as $$ begin raise 'crash'; end $$`,
    )
    await app.sql(
      `create trigger crash before insert on notification for each row when (new.kind = 'reminder.due') execute function crash()`,
    )
    await expect(sweep('2028-01-03T17:00:00Z')).rejects.toThrow('failed')
    expect([await ledger(application), await feedOf(client), await mailsTo(client)]).toEqual([[], [], []])
    await app.sql('drop trigger crash on notification')
    await sweep('2028-01-03T17:01:00Z')
    expect(await ledger(application)).toHaveLength(1)
    expect(await feedOf(client)).toHaveLength(1)
    expect(await mailsTo(client)).toHaveLength(1)
  })

  it('sends after 72 hours of downtime the one that is due now, never those it missed', async () => {
    const early = await waitingFor('2028-02-07T09:00:00Z')
    await sweep('2028-02-07T17:00:00Z')
    const late = await waitingFor('2028-02-08T09:00:00Z')
    const { people, staffing } = world
    const interviewer = await app.person('interviewer', staffing)
    const job = await makeJob({ company: world.employer, staffing, by: people.manager })
    const judged = await makeApplication(job, await app.person('candidate'), { stage: 'interview' })
    const startsAt = new Date('2028-02-07T14:00:00Z')
    const interview = await makeInterview(judged, { panel: [interviewer], by: people.recruiter, startsAt })
    await sweep('2028-02-10T17:00:00Z')
    expect((await ledger(early.application)).map(({ step }) => step)).toEqual([1, 3])
    expect((await ledger(late.application)).map(({ step }) => step)).toEqual([3])
    expect((await ledgerOf(app, 'feedback', interview)).map(({ step }) => step)).toEqual([4])
    // The next ones keep their distance, and go on as if nothing had been
    await sweep('2028-02-11T13:59:59Z')
    expect((await ledger(late.application)).map(({ step }) => step)).toEqual([3])
    await sweep('2028-02-11T14:00:00Z')
    expect((await ledger(late.application)).map(({ step }) => step).toSorted()).toEqual([0, 0, 0, 3])
    await sweep('2028-02-11T16:00:00Z')
    expect((await ledgerOf(app, 'feedback', interview)).map(({ step }) => step)).toEqual([4, 5])
  })

  it('waits for the end of the quiet hours, the usual ones or one’s own, and does not forget', async () => {
    const { people, staffing, employer } = world
    const night = async (own?: [string, string]) => {
      const interviewer = await app.person('interviewer', staffing)
      if (own)
        await app.sql(
          'insert into preference (user_id, quiet_from, quiet_to, updated_at) values ($1, $2, $3, now())',
          [interviewer.id, ...own],
        )
      const job = await makeJob({ company: employer, staffing, by: people.manager })
      const application = await makeApplication(job, await app.person('candidate'), { stage: 'interview' })
      const startsAt = new Date('2028-03-06T19:30:00Z')
      return makeInterview(application, { panel: [interviewer], by: people.recruiter, startsAt })
    }
    const [usual, never, long] = [
      await night(),
      await night(['00:00', '00:00']),
      await night(['18:00', '10:00']),
    ]
    const counts = async () =>
      Promise.all([usual, never, long].map(async id => (await ledgerOf(app, 'feedback', id)).length))
    await sweep('2028-03-06T21:30:00Z')
    expect(await counts()).toEqual([0, 1, 0])
    await sweep('2028-03-07T07:59:59Z')
    expect(await counts()).toEqual([0, 1, 0])
    await sweep('2028-03-07T08:00:00Z')
    expect(await counts()).toEqual([1, 1, 0])
    await sweep('2028-03-07T10:00:00Z')
    expect(await counts()).toEqual([1, 1, 1])
  })

  it('goes by what the staffing company set: off, other hours, fewer', async () => {
    const set = (fields: string, ...values: unknown[]) =>
      app.sql(
        `insert into reminder_setting (company_id, rule, ${fields}, updated_at)
         values ($1, 'shortlist-action', ${values.map((_each, n) => `$${n + 2}`).join()}, now())`,
        [world.staffing, ...values],
      )
    const unset = () => app.sql('delete from reminder_setting')
    const one = await waitingFor('2028-04-03T09:00:00Z')
    await set('off', true)
    await sweep('2028-04-03T17:00:00Z')
    expect(await ledger(one.application)).toEqual([])
    await unset()
    await set('first_hours, every_hours, most', 1, 2, 2)
    const two = await waitingFor('2028-04-10T09:00:00Z')
    const steps = async () => (await ledger(two.application)).map(({ step }) => step)
    await sweep('2028-04-10T09:59:59Z')
    expect(await steps()).toEqual([])
    await sweep('2028-04-10T10:00:00Z')
    await sweep('2028-04-10T12:00:00Z')
    expect(await steps()).toEqual([1, 2])
    await sweep('2028-04-10T13:59:59Z')
    expect(await steps()).toEqual([1, 2])
    await sweep('2028-04-10T14:00:00Z')
    expect((await steps()).filter(step => step === 0).length).toBeGreaterThan(0)
    await unset()
  })

  it('keeps what somebody put off or stopped: then it is escalated all the same', async () => {
    const [snoozed, stopped, long] = [
      await waitingFor('2028-05-08T09:00:00Z'),
      await waitingFor('2028-05-08T09:00:00Z'),
      await waitingFor('2028-05-08T09:00:00Z'),
    ]
    const hold = ({ client, application }: typeof snoozed, until: string | null) =>
      app.sql(
        `insert into reminder_hold (user_id, rule, subject_id, anchor, until, created_at)
         values ($1, 'shortlist-action', $2, '2028-05-08T09:00:00Z', $3, now())`,
        [client.id, application, until],
      )
    await hold(snoozed, '2028-05-09T12:00:00Z')
    await hold(stopped, null)
    await hold(long, '2028-06-01T12:00:00Z')
    await sweep('2028-05-09T11:59:59Z')
    expect([await ledger(snoozed.application), await ledger(stopped.application)]).toEqual([[], []])
    await sweep('2028-05-09T12:00:00Z')
    expect((await ledger(snoozed.application)).map(({ step }) => step)).toEqual([1])
    await sweep('2028-05-11T13:59:59Z')
    expect([await ledger(stopped.application), await ledger(long.application)]).toEqual([[], []])
    await sweep('2028-05-11T14:00:00Z')
    for (const { application } of [stopped, long])
      expect([...new Set((await ledger(application)).map(({ step }) => step))]).toEqual([0])
    await sweep('2028-06-01T12:00:00Z')
    expect((await ledger(long.application)).filter(({ step }) => step > 0)).toMatchObject([{ step: 3 }])
  })

  it('tells nobody who is deactivated or may not see it any more, also from the very last instant on', async () => {
    const [gone, moved, free] = [
      await waitingFor('2028-06-05T09:00:00Z'),
      await waitingFor('2028-06-05T09:00:00Z'),
      await waitingFor('2028-06-05T09:00:00Z'),
    ]
    await app.sql('update users set deactivated_at = now() where id = $1', [gone.client.id])
    await app.sql('update users set company_id = $2 where id = $1', [moved.client.id, world.otherEmployer])
    await app.sql(`delete from assignment where user_id = $1`, [free.client.id])
    await sweep('2028-06-05T17:00:00Z')
    for (const { client, application } of [gone, moved, free]) {
      expect(await feedOf(client)).toEqual([])
      expect(await mailsTo(client)).toEqual([])
      expect((await ledger(application)).map(({ user_id }) => user_id)).not.toContain(client.id)
    }
  })

  it('leaves to each where it reaches them: in the app, by mail, or nowhere, and writes it down', async () => {
    const made = await Promise.all(
      [
        [true, 'off'],
        [true, 'digest'],
        [false, 'now'],
        [false, 'off'],
      ].map(async ([inApp, mail]) => {
        const one = await waitingFor('2028-07-03T09:00:00Z')
        await app.sql(
          `insert into channel (user_id, category, in_app, mail) values ($1, 'reminders', $2, $3)`,
          [one.client.id, inApp, mail],
        )
        return one
      }),
    )
    const muting = await waitingFor('2028-07-03T09:00:00Z')
    await app.sql('insert into muted_job (user_id, job_id, created_at) values ($1, $2, now())', [
      muting.client.id,
      muting.job,
    ])
    await sweep('2028-07-03T17:00:00Z')
    const reached = await Promise.all(
      [...made, muting].map(async ({ client, application }) => {
        const [row] = await ledger(application)
        const [lines, mails] = [(await feedOf(client)).length, (await mailsTo(client)).length]
        expect([lines, mails]).toEqual([Number(row!.in_app), Number(row!.mailed)])
        return [lines, mails]
      }),
    )
    expect(reached).toEqual([
      [1, 0],
      [1, 0],
      [0, 1],
      [0, 0],
      [0, 0],
    ])
  })

  it('keeps on record what was owed, from when until when', async () => {
    const { client, application } = await waitingFor('2028-08-07T09:00:00Z')
    const periods = () =>
      app.sql(`select * from owed_period where rule = 'shortlist-action' and subject_id = $1`, [application])
    await sweep('2028-08-07T10:00:00Z')
    expect(await periods()).toMatchObject([
      {
        user_id: client.id,
        anchor: new Date('2028-08-07T09:00:00Z'),
        application_id: application,
        company_id: world.staffing,
        ended_at: null,
      },
    ])
    await app.sql(`update application set waiting_rule = null, waiting_since = null where id = $1`, [
      application,
    ])
    await sweep('2028-08-07T11:00:00Z')
    expect(await periods()).toMatchObject([{ ended_at: new Date('2028-08-07T11:00:00Z') }])
    await app.sql(
      `update application set waiting_rule = 'shortlist-action', waiting_since = '2028-08-07T09:00:00Z' where id = $1`,
      [application],
    )
    await sweep('2028-08-07T12:00:00Z')
    expect(await periods()).toMatchObject([{ ended_at: null }])
  })

  it('reminds of nothing that is not owed, and nothing is owed that is on nobody’s list', async () => {
    const at = new Date('2028-08-07T17:00:00Z')
    await waitingFor('2028-08-07T09:00:00Z', { cards: 2 })
    const before = await app.sql('select count(*)::int as n from reminder')
    await sweep(at)
    const sent = await app.sql(`select * from reminder where at = $1 and step > 0`, [at])
    expect((await app.sql('select count(*)::int as n from reminder'))[0]!.n).toBeGreaterThan(before[0]!.n)
    const keyOf = ({ rule, subject_id, user_id, anchor }: Record<string, any>) =>
      [rule, subject_id, user_id, anchor.toISOString()].join(' ')
    const open = await app.sql('select * from owed_period where ended_at is null')
    expect(open.map(keyOf)).toEqual(expect.arrayContaining(sent.map(keyOf)))
    // The sweep asks for everybody at once, a list for one person, job by job: it is the same
    const db = sqlOf(database().orm.em.fork())
    const owed = await owedRows(db, { now: at, only: remindingRules })
    expect(open.map(keyOf).toSorted()).toEqual(owed.map(keyOf).toSorted())
    expect(new Set(owed.map(({ rule }) => rule)).size).toBeGreaterThan(3)
    const lists = await Promise.all(
      [...new Set(owed.map(({ user_id }) => user_id))].map(userId => owedRows(db, { now: at, userId })),
    )
    expect(lists.flat().map(keyOf)).toEqual(expect.arrayContaining(open.map(keyOf)))
  })
})
