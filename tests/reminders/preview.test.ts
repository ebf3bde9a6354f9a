import { beforeAll, describe, expect, it } from 'vitest'
import { sweepReminders } from '../../server/reminders/sweep.ts'
import { hirewire } from '../support/hirewire.ts'
import { expectHidden, expectRefused } from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'

const hour = 3_600_000
const day = 24 * hour

describe('what other settings would have sent', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const path = () => `/companies/${world.staffing}/reminder-settings/preview`
  const preview = async (settings: object[] = []) => {
    const { status, body } = await app.call(world.people.manager, 'POST', path(), { settings })
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const ofRule = ({ rules }: { rules: { rule: string }[] }, rule: string) =>
    rules.find(each => each.rule === rule)!

  /** Two weeks as they were: cards and interviews that waited for somebody, some of them until they were done. */
  const playTwoWeeks = async () => {
    const { people, employer, staffing } = world
    const ago = (days: number) => new Date(Date.now() - days * day)
    const begun = async (id: string, at: Date) =>
      app.sql('update application set waiting_since = $2 where id = $1', [id, at])
    const done: { at: Date; run(): Promise<unknown> }[] = []
    for (const [index, zone] of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'].entries()) {
      const client = await app.person('client', employer, `Client ${index}`)
      const interviewer = await app.person('interviewer', staffing, `Interviewer ${index}`)
      await app.sql('update users set zone = $2 where id = any($1)', [[client.id, interviewer.id], zone])
      const job = await makeJob({ company: employer, staffing, by: people.manager })
      await assign(job, 'hiring_manager', { user: client }, people.manager)
      await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
      await app.sql('update assignment set worked_at = now() where job_id = $1', [job])
      for (const days of [13, 8, 2]) {
        const shortlisted = { stage: 'screening', shortlist: 'proposed' } as const
        const card = await makeApplication(job, await app.person('candidate'), shortlisted)
        await begun(card, ago(days))
        if (days === 8)
          done.push({
            at: ago(7),
            run: () =>
              app.sql('update application set waiting_rule = null, waiting_since = null where id = $1', [
                card,
              ]),
          })
      }
      const card = await makeApplication(job, await app.person('candidate'), { stage: 'interview' })
      await makeInterview(card, { panel: [interviewer], by: people.recruiter, startsAt: ago(12) })
    }
    for (let at = ago(14); at < new Date(); at = new Date(at.getTime() + hour)) {
      for (const { run } of done.filter(({ at: when }) => when <= at && when > new Date(at.getTime() - hour)))
        await run()
      await sweepReminders(at)
    }
  }

  it('is nothing where nothing was owed', async () => {
    const { from, until, total, weeks, examples } = await preview([{ rule: 'feedback', off: true }])
    expect(new Date(until).getTime() - new Date(from).getTime()).toBe(30 * day)
    const none = { reminders: 0, escalations: 0 }
    expect({ total, weeks, examples }).toEqual({
      total: { present: none, proposed: none },
      weeks: [],
      examples: [],
    })
  })

  it('is, by the settings there are, what the ledger says was sent', async () => {
    await playTwoWeeks()
    const sent = await app.sql(
      `select rule, count(*) filter (where step > 0)::int as reminders,
         count(distinct (subject_id, anchor)) filter (where step = 0)::int as escalations
       from reminder where rule <> 'profile-update' group by rule order by rule`,
    )
    const found = await preview()
    const counted = found.rules.flatMap(
      ({ rule, present }: { rule: string; present: { reminders: number } }) =>
        present.reminders ? [{ rule, ...present }] : [],
    )
    expect(sent.map(({ rule }) => rule)).toEqual(['feedback', 'shortlist-action'])
    expect(
      counted.toSorted((a: { rule: string }, b: { rule: string }) => (a.rule < b.rule ? -1 : 1)),
    ).toEqual(sent)
    expect(found.total.proposed).toEqual(found.total.present)
    const sum = (of: 'reminders' | 'escalations') =>
      found.weeks.reduce((total: number, { present }: any) => total + present[of], 0)
    expect({ reminders: sum('reminders'), escalations: sum('escalations') }).toEqual(found.total.present)
    expect(found.weeks.map(({ week }: { week: string }) => new Date(week).getUTCDay())).toEqual(
      found.weeks.map(() => 1),
    )
    expect(found.examples).toHaveLength(20)
    expect(found.examples.map(({ at }: { at: string }) => at)).toEqual(
      found.examples
        .map(({ at }: { at: string }) => at)
        .toSorted()
        .toReversed(),
    )
  }, 90_000)

  it('says what fewer, later or none would have been, and changes nothing', async () => {
    const before = await preview()
    const { present } = ofRule(before, 'feedback') as any
    expect(present).toEqual({ reminders: 30, escalations: 3 })
    const fewer = await unchanged(() => preview([{ rule: 'feedback', most: 2 }]))
    expect(ofRule(fewer, 'feedback')).toEqual({
      rule: 'feedback',
      present,
      proposed: { reminders: 6, escalations: 3 },
    })
    expect(ofRule(fewer, 'shortlist-action')).toEqual(ofRule(before, 'shortlist-action'))
    const later = await preview([{ rule: 'feedback', firstHours: 720 }])
    expect((ofRule(later, 'feedback') as any).proposed).toEqual({ reminders: 0, escalations: 0 })
    const none = await preview([
      { rule: 'feedback', off: true },
      { rule: 'shortlist-action', off: true },
    ])
    expect(none.total).toEqual({ present: before.total.present, proposed: { reminders: 0, escalations: 0 } })
    expect(none.examples).toEqual([])
    await app.call(world.people.manager, 'PUT', path().replace('/preview', ''), {
      settings: [{ rule: 'feedback', most: 2 }],
    })
    const set = await preview()
    expect(set.total).toEqual({ present: fewer.total.proposed, proposed: before.total.present })
  })

  it('is its managers’ to see, of their own company alone', async () => {
    const { recruiter, client, candidate, admin, outsideManager } = world.people
    const request = { method: 'POST', path: path(), body: { settings: [] } } as const
    await expectRefused(app, request, [
      [null, 401],
      [recruiter, 403],
      [client, 403],
      [candidate, 403],
      [admin, 403],
    ])
    await expectHidden(app, request, [outsideManager])
    const { body } = await app.call(
      outsideManager,
      'POST',
      path().replace(world.staffing, world.otherStaffing),
      {
        settings: [],
      },
    )
    expect(body.total.present).toEqual({ reminders: 0, escalations: 0 })
    const wrong = await app.call(world.people.manager, 'POST', path(), {
      settings: [{ rule: 'deadline', firstHours: 2 }],
    })
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/settings/0/firstHours'])
  })
})
