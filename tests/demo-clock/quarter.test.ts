import { DateTime } from 'luxon'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { runTimedWork } from '../../jobs/timed-work.ts'
import { now } from '../../server/clock.ts'
import { moveClock } from '../../server/demo-clock/move.ts'
import { ruleOf, remindingRules, type RuleName } from '../../server/owed/rules.ts'
import { makeBilled, type Billed } from '../invoices/billed.ts'
import { day } from '../placements/placed.ts'
import { inDays, terms } from '../proposals/parties.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeInterview, makeJob } from '../support/world.ts'

const hourMs = 3_600_000
const zone = 'Europe/Berlin'

interface Sent {
  rule: RuleName
  subject_id: string
  user_id: string
  step: number
  at: Date
}

/** A quarter in which nobody does anything: all that is due comes, each at its hour, is escalated, and falls silent. */
describe('a quarter goes by', { timeout: 900_000 }, () => {
  const app = hirewire({ worker: true })
  let world: Billed
  let subjects: Record<RuleName, string>
  let candidate: Person
  const since = now()

  /** One thing of each kind that is owed, on a job of its own. */
  const oweEverything = async () => {
    const { people, employer, staffing } = world
    const made = { company: employer, staffing, by: people.manager }
    const job = async (more: object = {}) => {
      const id = await makeJob({ ...made, ...more })
      await assign(id, 'recruiter', { user: people.recruiter }, people.manager)
      await assign(id, 'hiring_manager', { user: people.client }, people.manager)
      return id
    }
    const card = async (stage: 'screening' | 'interview', rule: string) => {
      const application = await makeApplication(await job(), candidate, {
        stage,
        shortlist: stage === 'screening' ? 'proposed' : 'approved',
      })
      await app.sql(`update application set waiting_rule = $2, waiting_since = $3 where id = $1`, [
        application,
        rule,
        since,
      ])
      return application
    }
    const waiting = await makeJob({ ...made, status: 'pending_approval' })
    await app.sql('update job_posting set submitted_at = $2 where id = $1', [waiting, since])
    const proposal = await world.propose(people.recruiter, await job(), { terms: terms() })
    expect((await world.act(people.client, proposal, 'accept')).status).toBe(200)
    const interview = await makeInterview(await card('interview', 'feedback'), {
      panel: [people.interviewer],
      by: people.recruiter,
      startsAt: new Date(since.getTime() - hourMs),
    })
    const submission = newId()
    await app.sql(
      `insert into submission (id, job_id, candidate_id, company_id, source, by_id, by_name, by_company_name,
         candidate_name, job_title, company_name, status, consent_text, expires_at, created_at, updated_at)
       values ($1, $2, $3, $4, 'recruiter', $5, 'Rita', 'Staff', 'Cara', 'Baker', 'Bakery', 'proposed', 'Yes?', $6, $7, $7)`,
      [submission, await job(), candidate.id, employer, people.recruiter.id, inDays(14), since],
    )
    const { id: placement } = await world.hire({ daysAgo: 1 })
    await app.sql('update placement set starts_on = $2 where id = $1', [placement, day(3)])
    const invoiced = await world.joined(2, { bound: { invoiceDelayDays: 7, paymentDays: 10 } })
    return {
      'invoice-payment': (await world.invoiceOf(invoiced.id)).id as string,
      'job-approval': waiting,
      'terms-approval': proposal,
      'recruiter-missing': await makeJob(made),
      'assignment-idle': await job(),
      'shortlist-action': await card('screening', 'shortlist-action'),
      'interview-scheduling': await card('interview', 'interview-scheduling'),
      feedback: interview,
      'candidate-selection': await card('interview', 'candidate-selection'),
      'posting-acceptance': submission,
      'profile-update': candidate.id,
      deadline: await job({ deadline: inDays(12) }),
      'joining-status': placement,
    } as Record<RuleName, string>
  }

  beforeAll(async () => {
    world = await makeBilled(app)
    const { people } = world
    await app.sql('update users set zone = $1', [zone])
    candidate = await app.person('candidate', null, 'Cara Candidate')
    await app.sql('update users set zone = $2, created_at = $3 where id = $1', [candidate.id, zone, since])
    const preferences = { quietFrom: '21:00', quietTo: '08:00', digestHour: 8, digestWeekday: 1, zone }
    const weekly = { ...preferences, digest: 'weekly', channels: {} }
    expect((await app.call(people.manager, 'PUT', '/me/preferences', weekly)).status).toBe(200)
    subjects = await oweEverything()
    // By the hour as long as anything is counted in working hours: what falls due at six must not wait for another day
    await moveClock(new Date(since.getTime() + 30 * 24 * hourMs), runTimedWork, hourMs)
    await moveClock(new Date(since.getTime() + 92 * 24 * hourMs), runTimedWork, 4 * hourMs)
  }, 900_000)

  const sentOf = (rule: RuleName) =>
    app.sql<Sent>('select * from reminder where rule = $1 and subject_id = $2 order by at, step', [
      rule,
      subjects[rule],
    ])
  const local = (at: Date) => DateTime.fromJSDate(at, { zone })

  it.each(remindingRules)('%s: every step once, the escalation once, then silence', async rule => {
    const { remind } = ruleOf(rule)
    const sent = await sentOf(rule)
    const most = 'days' in remind! ? remind.days.length : remind!.most
    const ofOwer = Map.groupBy(
      sent.filter(({ step }) => step > 0),
      ({ user_id }) => user_id,
    )
    expect(ofOwer.size).toBeGreaterThan(0)
    for (const steps of ofOwer.values())
      expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: most }, (_each, index) => index + 1))
    const escalated = sent.filter(({ step }) => step === 0)
    expect(escalated.length > 0).toBe(remind!.escalate.length > 0)
    expect(new Set(escalated.map(({ user_id }) => user_id)).size).toBe(escalated.length)
    const last = Math.max(...sent.filter(({ step }) => step > 0).map(({ at }) => at.getTime()))
    for (const { at } of escalated) expect(at.getTime()).toBeGreaterThan(last)
    for (const { at } of sent) {
      expect(local(at).hour).toBeGreaterThanOrEqual(8)
      expect(local(at).hour).toBeLessThan(21)
      if ('hours' in remind! && remind.hours === 'working')
        expect(local(at).weekday, `${at.toISOString()} is a working day`).toBeLessThanOrEqual(5)
    }
  })

  it('reaches everybody in the feed and by mail, several things as one message', async () => {
    const messages = await app.sql<{ user_id: string; email: string; at: Date; things: number }>(
      `select r.user_id, u.email, r.at, count(*)::int as things from reminder r join users u on u.id = r.user_id
       where r.mailed group by 1, 2, 3`,
    )
    const mails = await app.sql<{ recipient: string; count: number }>(
      `select recipient, count(*)::int as count from dev_mail where tag = 'reminder' group by 1`,
    )
    expect(messages.some(({ things }) => things > 1)).toBe(true)
    for (const { recipient, count } of mails)
      expect([recipient, count]).toEqual([
        recipient,
        messages.filter(({ email }) => email === recipient).length,
      ])
    expect(new Set(mails.map(({ recipient }) => recipient))).toEqual(
      new Set(messages.map(({ email }) => email)),
    )
    const [{ lines }] = (await app.sql<{ lines: number }>(
      `select count(*)::int as lines from notification where kind ~ '^(reminder|tip)'`,
    )) as [{ lines: number }]
    expect(lines).toBeGreaterThanOrEqual(messages.length)
  })

  it('issues the invoice at nine in the zone of the firm, once, with its number and its PDF', async () => {
    const [invoice] = await app.sql('select * from invoice where id = $1', [subjects['invoice-payment']])
    expect(invoice).toMatchObject({ status: 'issued', number: 1 })
    expect(local(invoice!.visible_at as Date).toFormat('HH:mm')).toBe('09:00')
    expect((invoice!.issued_at as Date) >= (invoice!.visible_at as Date)).toBe(true)
    const mails = await app.sql<{ recipient: string; attachments: { name: string }[] }>(
      `select recipient, attachments from dev_mail where tag = 'invoice-issued'`,
    )
    expect(new Set(mails.map(({ recipient }) => recipient)).size).toBe(mails.length)
    for (const { attachments } of mails)
      expect(attachments.map(({ name }) => name)).toEqual([expect.stringMatching(/^INV-.*\.pdf$/)])
  })

  it('sends digests on Mondays at eight, while there is something unread', async () => {
    const digests = await app.sql<{ occurrence: Date; lines: number }>(
      'select occurrence, lines from digest where user_id = $1',
      [world.people.manager.id],
    )
    expect(digests.length).toBeGreaterThanOrEqual(12)
    for (const { occurrence } of digests) expect(local(occurrence).toFormat('c HH:mm')).toBe('1 08:00')
    const mails = await app.sql(`select from dev_mail where tag = 'digest'`)
    // One without news too, where a reminder that nobody has read is of something that waits; none where there is nothing
    expect(mails.length).toBeGreaterThan(0)
    expect(mails.length).toBeGreaterThanOrEqual(digests.filter(({ lines }) => lines > 0).length)
    expect(mails.length).toBeLessThan(digests.length)
  })

  it('is silent in its last month', async () => {
    const late = await app.sql('select rule, at from reminder where at > $1 and subject_id = any($2)', [
      new Date(since.getTime() + 62 * 24 * hourMs),
      Object.values(subjects),
    ])
    expect(late).toEqual([])
  })
})
