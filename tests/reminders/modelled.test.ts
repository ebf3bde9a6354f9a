import fc from 'fast-check'
import { DateTime } from 'luxon'
import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import type { Role } from '../../db/entities/user.ts'
import { sweepReminders } from '../../server/reminders/sweep.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { assign, makeApplication, makeCompany, makeInterview, makeJob } from '../support/world.ts'
import { lookAt, type Cadence, type Scene, type Sent, type Somebody } from './model.ts'
import { zones } from './zones.ts'

const app = hirewire()
const minute = 60_000
const day = 1_440 * minute
const later = (at: Date, ms: number) => new Date(at.getTime() + ms)

const parts = ['admin', 'manager', 'recruiter', 'client', 'interviewer', 'second', 'candidate'] as const
type Part = (typeof parts)[number]
type Cast = Record<Part, Person>

interface Row {
  cadence: Cadence
  owedBy: Part[]
  above: Part[]
  /** How much faster time goes by. */
  pace?: number
}
const working = (first: number, every: number, most: number): Cadence => ({
  clock: 'working',
  first,
  every,
  most,
})
const calendar = (first: number, every: number, most: number): Cadence => ({
  ...working(first, every, most),
  clock: 'calendar',
})

/** The table as it was given, T3 to T13. */
const table = {
  'job-approval': { cadence: working(4, 8, 3), owedBy: ['manager'], above: ['admin'] },
  'recruiter-missing': { cadence: working(2, 8, 3), owedBy: ['manager'], above: [] },
  'assignment-idle': { cadence: working(8, 8, 3), owedBy: ['recruiter'], above: ['manager'] },
  'shortlist-action': { cadence: working(8, 8, 3), owedBy: ['client'], above: ['recruiter', 'manager'] },
  'interview-scheduling': { cadence: working(4, 8, 3), owedBy: ['recruiter'], above: ['manager'] },
  feedback: { cadence: calendar(1, 24, 10), owedBy: ['interviewer', 'second'], above: ['recruiter'] },
  'candidate-selection': { cadence: working(16, 16, 3), owedBy: ['client'], above: ['recruiter'], pace: 2 },
  'posting-acceptance': { cadence: calendar(24, 24, 3), owedBy: ['candidate'], above: ['recruiter'] },
  'profile-update': { cadence: calendar(3 * 24, 14 * 24, 4), owedBy: ['candidate'], above: [], pace: 5 },
  deadline: {
    cadence: { clock: 'days', days: [-7, -3, -1], most: 3 },
    owedBy: ['manager', 'recruiter'],
    above: [],
  },
  'joining-status': {
    cadence: working(0, 24, 5),
    owedBy: ['client'],
    above: ['recruiter', 'manager'],
    pace: 3,
  },
} satisfies Record<string, Row>
type Rule = keyof typeof table

const hourOf = fc.nat(23).map(hour => `${String(hour).padStart(2, '0')}:00`)
const clocks = fc.record({
  zone: fc.constantFrom(...zones),
  quiet: fc.oneof(fc.constant(['21:00', '08:00'] as const), fc.tuple(hourOf, hourOf)),
})
const minutes = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 600 }) },
  { weight: 4, arbitrary: fc.integer({ min: 600, max: 2_400 }) },
  { weight: 1, arbitrary: fc.constant(72 * 60) },
)
const act = fc.oneof(
  { weight: 20, arbitrary: fc.record({ do: fc.constant('look' as const), minutes }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const), who: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('snooze' as const), who: fc.nat(1), minutes }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), who: fc.nat(1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      off: fc.boolean(),
      first: fc.integer({ min: 0, max: 20 }),
      every: fc.integer({ min: 1, max: 20 }),
      most: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unset' as const) }) },
)
const plan = fc.record({
  begin: fc.integer({ min: 0, max: 365 * 1_440 }),
  people: fc.tuple(clocks, clocks, clocks, clocks, clocks, clocks, clocks),
  acts: fc.array(act, { minLength: 15, maxLength: 30 }),
})

let admin: Person
let owner: Person
beforeAll(async () => {
  admin = await app.person('admin')
  owner = await app.person('manager', await makeCompany('staffing'))
})

const set = (table: string, key: string, id: string, values: Record<string, unknown>) =>
  app.sql(
    `update ${table} set ${Object.keys(values)
      .map((name, n) => `${name} = $${n + 2}`)
      .join()} where ${key} = $1`,
    [id, ...Object.values(values)],
  )

const insertSubmission = async (job: string, { candidate, recruiter }: Cast, at: Date) => {
  const id = newId()
  await app.sql(
    `insert into submission (id, job_id, candidate_id, company_id, source, by_id, by_name, by_company_name,
       candidate_name, job_title, company_name, status, consent_text, expires_at, created_at, updated_at)
     select $1, j.id, $3, j.company_id, 'recruiter', $4, '', '', '', '', '', 'proposed', '',
       $5::timestamptz + interval '90 days', $5, $5 from job_posting j where j.id = $2`,
    [id, job, candidate.id, recruiter.id, at],
  )
  return id
}

const insertPlacement = async (application: string, startsOn: string) => {
  const id = newId()
  await app.sql(
    `insert into placement (id, application_id, job_id, candidate_id, company_id, staffing_company_id, starts_on, status,
       status_since, created_at, updated_at)
     select $1, a.id, a.job_id, a.candidate_id, j.company_id, j.staffing_company_id, $3, 'expected', now(), now(), now()
     from application a join job_posting j on j.id = a.job_id where a.id = $2`,
    [id, application, startsOn],
  )
  return id
}

interface Begun {
  subject: string
  anchor: Date
  since: Date
  /** From then on it is over by itself. */
  until?: Date
}

/** Something that begins to be owed at an instant, by this rule. */
const begin = async (rule: Rule, job: string, cast: Cast, at: Date): Promise<Begun> => {
  const { candidate, interviewer, second, recruiter } = cast
  const atOnce = (subject: string) => ({ subject, anchor: at, since: at })
  const card = async (stage: 'screening' | 'interview' | 'hired', rule: string | null) => {
    const id = await makeApplication(job, candidate, {
      stage,
      shortlist: stage === 'screening' ? 'proposed' : 'approved',
    })
    await set('application', 'id', id, { waiting_rule: rule, waiting_since: rule && at })
    return id
  }
  switch (rule) {
    case 'job-approval':
      await set('job_posting', 'id', job, { status: 'pending_approval', submitted_at: at })
      return atOnce(job)
    case 'recruiter-missing':
      await app.sql('delete from assignment where job_id = $1', [job])
      return atOnce(job)
    case 'assignment-idle':
      await set('assignment', 'job_id', job, { worked_at: null, created_at: at })
      return atOnce(job)
    case 'shortlist-action':
      return atOnce(await card('screening', rule))
    case 'interview-scheduling':
    case 'candidate-selection':
      return atOnce(await card('interview', rule))
    case 'feedback': {
      const application = await card('interview', null)
      const options = { panel: [interviewer, second], by: recruiter, startsAt: later(at, -60 * minute) }
      return atOnce(await makeInterview(application, options))
    }
    case 'posting-acceptance':
      return atOnce(await insertSubmission(job, cast, at))
    case 'profile-update':
      await set('candidate_profile', 'user_id', candidate.id, { created_at: at })
      return atOnce(candidate.id)
    case 'deadline': {
      // Of some the first of its days has passed already
      const deadline = later(at, (at.getTime() % (2 * minute) ? 6 : 8) * day)
      await set('job_posting', 'id', job, { deadline })
      return { subject: job, anchor: deadline, since: at, until: deadline }
    }
    case 'joining-status': {
      const morning = DateTime.fromJSDate(at, { zone: 'Europe/Berlin' }).plus({ days: 1 }).set({ hour: 9 })
      const anchor = morning.startOf('hour').toJSDate()
      return {
        subject: await insertPlacement(await card('hired', null), morning.toISODate()!),
        anchor,
        since: anchor,
      }
    }
  }
}

const rules = Object.keys(table) as Rule[]
/** How many went out, of each rule and of escalations. */
const seen = new Map<string, number>()

it.each(rules)(
  '%s: goes out as the table of the rules says, whatever happens',
  { timeout: 240_000 },
  async rule => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ begin: start, people, acts }) => {
        let at = later(new Date('2027-01-01T00:00:00Z'), start * minute)
        const staffing = await makeCompany('staffing')
        await set('company', 'id', staffing, { zone: 'Europe/Berlin' })
        const employer = await makeCompany('employer', staffing)
        const job = await makeJob({ company: employer, staffing, by: owner })
        const person = (part: Part) => {
          if (part === 'admin') return admin
          const role: Role = part === 'second' ? 'interviewer' : part
          return app.person(role, part === 'candidate' ? null : part === 'client' ? employer : staffing)
        }
        const cast = {} as Cast
        const somebody = {} as Record<Part, Somebody>
        for (const [index, part] of parts.entries()) {
          const { zone, quiet } = people[index]!
          const { id } = (cast[part] = await person(part))
          somebody[part] = { id, zone, quiet }
          await set('users', 'id', id, { zone })
          await app.sql(
            `insert into preference (user_id, quiet_from, quiet_to, updated_at) values ($1, $2, $3, now())
           on conflict (user_id) do update set quiet_from = $2, quiet_to = $3`,
            [id, ...quiet],
          )
        }
        await assign(job, 'recruiter', { user: cast.recruiter }, owner)
        await assign(job, 'hiring_manager', { user: cast.client }, owner)
        await set('job_posting', 'id', job, { opened_at: at })
        await set('assignment', 'job_id', job, { worked_at: at })

        const { cadence, owedBy, above, pace = 1 }: Row = table[rule]
        const { subject, until, ...since } = await begin(rule, job, cast, at)
        const scene: Scene = {
          ...since,
          cadence,
          off: false,
          owers: owedBy.map(part => somebody[part]),
          above: above.map(part => somebody[part]),
          holds: new Map(),
        }
        const sent: Sent[] = []
        const hold = async (who: number, till: Date | null | undefined) => {
          const { id } = scene.owers[who % scene.owers.length]!
          await app.sql('delete from reminder_hold where user_id = $1', [id])
          scene.holds.delete(id)
          if (till === undefined) return
          scene.holds.set(id, till)
          await app.sql(
            `insert into reminder_hold (user_id, rule, subject_id, anchor, until, created_at) values ($1, $2, $3, $4, $5, $6)`,
            [id, rule, subject, scene.anchor, till, at],
          )
        }
        const unset = async () => {
          await app.sql('delete from reminder_setting')
          Object.assign(scene, { off: false, cadence })
        }

        for (const step of acts) {
          if (step.do === 'stop') await hold(step.who, null)
          else if (step.do === 'release') await hold(step.who, undefined)
          else if (step.do === 'snooze') await hold(step.who, later(at, step.minutes * pace * minute))
          else if (step.do === 'unset' || (step.do === 'set' && rule === 'profile-update')) await unset()
          else if (step.do === 'set') {
            const { first, every, most } = step
            const off = step.off && most === 1
            const own = cadence.clock === 'days' ? { most } : { first, every, most }
            Object.assign(scene, { off, cadence: { ...cadence, ...own } })
            await app.sql('delete from reminder_setting')
            await app.sql(
              `insert into reminder_setting (company_id, rule, off, first_hours, every_hours, most, updated_at)
             values ($1, $2, $3, $4, $5, $6, now())`,
              [staffing, rule, off, ...(cadence.clock === 'days' ? [null, null] : [first, every]), most],
            )
          } else {
            at = later(at, step.minutes * pace * minute)
            const expected = until && at >= until ? [] : lookAt(scene, sent, at)
            await sweepReminders(at)
            const found = await app.sql<{ user_id: string; step: number; at: Date }>(
              'select user_id, step, at from reminder where rule = $1 and subject_id = $2 and at = $3',
              [rule, subject, at],
            )
            const named = (rows: Sent[]) => rows.map(({ to, step }) => `${to} ${step}`).toSorted()
            expect(
              named(found.map(row => ({ ...row, to: row.user_id }))),
              `${rule} at ${at.toISOString()}`,
            ).toEqual(named(expected))
            sent.push(...expected)
            for (const each of expected) {
              const what = each.step === 0 ? 'escalated' : rule
              seen.set(what, (seen.get(what) ?? 0) + 1)
            }
          }
        }
        const all = await app.sql('select from reminder where rule = $1 and subject_id = $2', [rule, subject])
        expect(all).toHaveLength(sent.length)
        await unset()
        await set('job_posting', 'id', job, { status: 'closed' })
        await app.sql(`update placement set status = 'fell_through' where job_id = $1`, [job])
        await app.sql('update users set deactivated_at = now() where id = any($1)', [
          Object.values(cast).flatMap(({ id, role }) => (role === 'admin' ? [] : id)),
        ])
      }),
      { numRuns: 5, endOnFailure: true },
    )
  },
)

it('has seen something of each, and escalations', () => {
  expect([...seen.keys()].toSorted()).toEqual([...rules, 'escalated'].toSorted())
})
