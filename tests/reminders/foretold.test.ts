import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '../../server/actor.ts'
import { explainReminders } from '../../server/reminders/explain.ts'
import { sweepReminders } from '../../server/reminders/sweep.ts'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'

const app = hirewire()
let world: Awaited<ReturnType<typeof makeWorld>>
beforeAll(async () => {
  world = await makeWorld()
})

const second = 1_000
const hour = 3_600_000
const day = 24 * hour
const later = (at: Date, ms: number) => new Date(at.getTime() + ms)

const hours = fc.integer({ min: 1, max: 90 })
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('snooze' as const), hours }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      off: fc.boolean(),
      first: fc.integer({ min: 0, max: 30 }),
      every: fc.integer({ min: 1, max: 30 }),
      most: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unset' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('quiet' as const), from: fc.nat(23), to: fc.nat(23) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('finish' as const) }) },
)
const plan = fc.record({
  rule: fc.constantFrom('shortlist-action' as const, 'feedback' as const, 'deadline' as const),
  zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'),
  minutes: fc.nat(7 * 24 * 60),
  acts: fc.array(act, { minLength: 4, maxLength: 9 }),
})
type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never

/** Something that begins to be owed at an instant, by somebody who owes nothing else. */
const begin = async ({ rule, zone }: Plan, at: Date) => {
  const { people, employer, staffing } = world
  const role = { 'shortlist-action': 'client', feedback: 'interviewer', deadline: 'recruiter' }[rule]
  const person = await app.person(role as 'client', rule === 'shortlist-action' ? employer : staffing)
  await app.sql('update users set zone = $2 where id = $1', [person.id, zone])
  const deadline = rule === 'deadline' ? later(at, 7 * day) : null
  const job = await makeJob({ company: employer, staffing, by: people.manager, deadline })
  await app.sql('update job_posting set opened_at = $2 where id = $1', [job, at])
  await assign(job, 'recruiter', { user: rule === 'deadline' ? person : people.recruiter }, people.manager)
  await app.sql('update assignment set worked_at = now() where job_id = $1', [job])
  if (rule === 'deadline') return { person, job, subject: job, anchor: deadline! }
  await assign(
    job,
    'hiring_manager',
    { user: rule === 'shortlist-action' ? person : people.client },
    people.manager,
  )
  const isCard = rule === 'shortlist-action'
  const application = await makeApplication(
    job,
    await app.person('candidate'),
    isCard ? { stage: 'screening', shortlist: 'proposed' } : { stage: 'interview' },
  )
  if (isCard) {
    await app.sql('update application set waiting_since = $2 where id = $1', [application, at])
    return { person, job, subject: application, anchor: at }
  }
  const startsAt = later(at, -hour)
  return {
    person,
    job,
    subject: await makeInterview(application, { panel: [person], by: people.recruiter, startsAt }),
    anchor: at,
  }
}

it('says what comes next as the sweep then does it, whatever is put off, set and done meanwhile', async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(plan, async plan => {
      let at = later(new Date('2026-03-02T00:00:00Z'), plan.minutes * 60_000)
      const { person, job, subject, anchor } = await begin(plan, at)
      const actor: Actor = { ...person, sessionId: null }
      const ledger = () =>
        app.sql<{ step: number; at: Date }>(
          `select step, at from reminder where subject_id = $1 and rule = $2 and (user_id = $3 or step = 0)
           order by at, step`,
          [subject, plan.rule, person.id],
        )
      const sweep = (when: Date) => {
        at = when
        return sweepReminders(when)
      }
      const explain = async () => {
        const explained = await explainReminders(actor, { subject, rule: plan.rule }, at)
        return explained.data[0]!
      }
      const hold = (until: Date | null) =>
        app.sql(
          `insert into reminder_hold (user_id, rule, subject_id, until, created_at, anchor)
           values ($1, $2, $3, $4, $5, $6) on conflict (user_id, rule, subject_id) do update set until = $4`,
          [person.id, plan.rule, subject, until, at, anchor],
        )
      const unset = () => app.sql('delete from reminder_setting')

      /** Goes to what is said to come next, and sees that it comes then, and not before. */
      const look = async () => {
        await sweep(at)
        const before = await ledger()
        const { next, because } = await explain()
        seen.set(because.code, (seen.get(because.code) ?? 0) + 1)
        // A deadline is owed from some days before it on, and foretold from then on
        if (because.code === 'not_owed' && plan.rule === 'deadline') return
        if (!next) {
          for (const days of [1, 3]) await sweep(later(at, days * day))
          expect(await ledger(), because.words).toEqual(before)
          return
        }
        const due = new Date(next.at)
        expect(due.getTime()).toBeGreaterThanOrEqual(at.getTime())
        if (due.getTime() - second > at.getTime()) await sweep(later(due, -second))
        expect(await ledger(), because.words).toEqual(before)
        await sweep(later(due, second))
        const news = (await ledger()).slice(before.length)
        expect([...new Set(news.map(({ step }) => step))], because.words).toEqual([next.step])
      }

      for (const step of plan.acts) {
        const clock = (value: number) => `${String(value).padStart(2, '0')}:00`
        if (step.do === 'look') await look()
        else if (step.do === 'wait') at = later(at, step.hours * hour)
        else if (step.do === 'snooze') await hold(later(at, step.hours * hour))
        else if (step.do === 'stop') await hold(null)
        else if (step.do === 'release') await app.sql('delete from reminder_hold')
        else if (step.do === 'unset') await unset()
        else if (step.do === 'finish')
          await app.sql(`update job_posting set status = 'closed' where id = $1`, [job])
        else if (step.do === 'quiet')
          await app.sql(
            `insert into preference (user_id, quiet_from, quiet_to, updated_at) values ($1, $2, $3, now())
             on conflict (user_id) do update set quiet_from = $2, quiet_to = $3`,
            [person.id, clock(step.from), clock(step.to)],
          )
        else {
          await unset()
          const isByDays = plan.rule === 'deadline'
          await app.sql(
            `insert into reminder_setting (company_id, rule, off, first_hours, every_hours, most, updated_at)
             values ($1, $2, $3, $4, $5, $6, now())`,
            [
              world.staffing,
              plan.rule,
              step.off && step.most === 1,
              isByDays ? null : step.first,
              isByDays ? null : step.every,
              Math.min(step.most, 3),
            ],
          )
        }
      }
      await look()
      await app.sql(`update job_posting set status = 'closed' where id = $1`, [job])
      await unset()
    }),
    { numRuns: 25, endOnFailure: true },
  )
  for (const code of ['due', 'quiet', 'ended']) expect([...seen.keys()], code).toContain(code)
}, 240_000)
