import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeAudit } from '../faults/auditor.ts'
import { fault } from '../faults/fault.ts'
import { signedIn, type Person } from '../support/people.ts'
import { groupsOf, range } from '../support/range.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('R2: two recruiters book one interviewer for one hour, on two nodes', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const post = async (url: string, by: Person, path: string, body: object) => {
    const response = await fetch(`${url}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${by.token}` },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, any> }
  }
  const card = async () => makeApplication(world.job, await signedIn('candidate'), { stage: 'interview' })
  const hour = (nth: number) => new Date(Date.now() + 86_400_000 + nth * 3_600_000).toISOString()

  it('one of them gets it, and the other learns who is busy', () =>
    fault('R2', async ({ times, did, found }) => {
      const { people } = world
      const audit = makeAudit(nodes.sql)
      const race = async (nth: number) => {
        const ask = {
          title: 'Race',
          minutes: 60,
          zone: 'UTC',
          panel: [people.interviewer.id],
          startsAt: hour(nth),
        }
        const [one, other] = await Promise.all([card(), card()])
        const answers = await Promise.all([
          post(nodes.a.url, people.recruiter, `/applications/${one}/interviews`, ask),
          post(nodes.b.url, people.recruiter2, `/applications/${other}/interviews`, ask),
        ])
        expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
        expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
          code: 'slot_taken',
          errors: [{ pointer: '/startsAt', detail: `${people.interviewer.name} is busy then.` }],
        })
        did()
      }
      for (const group of groupsOf(range(times), 5)) await Promise.all(group.map(race))
      const [row] = await nodes.sql<{ interviews: number; bookings: number; events: number }>(
        `select (select count(*)::int from interview) as interviews,
         (select count(*)::int from booking where user_id = $1) as bookings,
         (select count(*)::int from event where type = 'interview.scheduled' and stream_id like 'application:%:staff') as events`,
        [people.interviewer.id],
      )
      expect(row).toEqual({ interviews: times, bookings: times, events: times })
      found(await audit.findings())
    }))

  it('nor does anybody get past the database itself', async () => {
    const [taken] = await nodes.sql<{ user_id: string; interview_id: string }>(
      'select * from booking limit 1',
    )
    const insert = (minutes: number) =>
      nodes.sql(
        `insert into booking (id, user_id, interview_id, during)
         select $1, user_id, interview_id, tstzrange(upper(during) + make_interval(mins => $2), upper(during) + interval '2 hours')
         from booking where interview_id = $3 and user_id = $4`,
        [randomUUID(), minutes, taken!.interview_id, taken!.user_id],
      )
    await expect(insert(-1)).rejects.toMatchObject({ code: '23P01', constraint: 'booking_once' })
  })

  it('who is beaten to it behind everybody’s back is told so all the same', async () => {
    const { people } = world
    const [taken] = await nodes.sql<{ interview_id: string }>('select interview_id from booking limit 1')
    const application = await card()
    const startsAt = hour(1_000)
    const client = new pg.Client({ connectionString: nodes.databaseUrl })
    await client.connect()
    await client.query('begin')
    await client.query(
      `insert into booking (id, user_id, interview_id, during)
       values ($1, $2, $3, tstzrange($4, $4::timestamptz + interval '1 hour'))`,
      [randomUUID(), people.interviewer.id, taken!.interview_id, startsAt],
    )
    const ask = { title: 'Late', minutes: 60, zone: 'UTC', panel: [people.interviewer.id], startsAt }
    const asked = post(nodes.a.url, people.recruiter, `/applications/${application}/interviews`, ask)
    await until('it waits for the other', async () => {
      const waiting = await nodes.sql(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return waiting.length > 0
    })
    await client.query('commit')
    await client.end()
    expect(await asked).toMatchObject({ status: 409, body: { code: 'slot_taken' } })
  })
})
