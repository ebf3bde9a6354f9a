import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { signedIn } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit, type Audit } from './auditor.ts'
import { nothingFound, type Findings } from './fault.ts'

/** What an auditor is worth: each kind of damage, done by hand, is found and named. */
describe('the auditor', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  let audit: Audit
  let card: string
  let stream: string
  const sql = async <Row>(text: string, params: unknown[] = []) =>
    (await app.sql(text, params)) as unknown as Row[]
  const move = (id: string) =>
    audit.post(app.url, world.people.recruiter, `/applications/${id}/move`, { to: 'screening', version: 1 })

  beforeAll(async () => {
    await app.sql('alter table event drop constraint event_pkey')
  })
  beforeEach(async () => {
    for (const table of ['event', 'stream', 'pgboss.job', 'application_history', 'message', 'thread'])
      await app.sql(`delete from ${table}`)
    await app.sql('delete from application')
    world = await makeWorld()
    stream = `job:${world.job}:staff`
    audit = makeAudit(sql)
    card = await makeApplication(world.job, await signedIn('candidate'))
    await move(card)
    const said = { kind: 'negotiation', text: 'So be it.' }
    await audit.post(app.url, world.people.client, `/jobs/${world.job}/threads`, said)
  })

  it('finds nothing where nothing is wrong', async () => {
    const seat = await audit.sit(app.url, world.people.recruiter, `job:${world.job}`)
    const outsider = await audit.outsider(app.url, world.people.outsideRecruiter, `job:${world.job}`)
    await move(await makeApplication(world.job, await signedIn('candidate')))
    expect(await audit.findings()).toEqual(nothingFound())
    seat.close()
    outsider.close()
  })

  const damages: Record<
    string,
    [damage: string, of: 'stream' | 'card', kind: keyof Findings, words: RegExp]
  > = {
    'an event that is gone': [
      'delete from event where stream_id = $1',
      'stream',
      'gaps',
      /is at 2 and has 0 events/,
    ],
    'a command that was acknowledged and is not in the log': [
      'delete from event where stream_id = $1',
      'stream',
      'lost',
      /was acknowledged, and is not in the log/,
    ],
    'an effect without its event': [
      'update application set version = 3 where id = $1',
      'card',
      'lost',
      /is at version 3, and its events are at 2/,
    ],
    'a step that was written twice': [
      'insert into event select (e).* from (select e from event e where stream_id = $1) one',
      'stream',
      'duplicated',
      /^command http:.* wrote 2 × application\.moved/,
    ],
    'a step that nobody is told of': [
      `delete from pgboss.job where data->>'applicationId' = $1`,
      'card',
      'lost',
      /nobody is told of step/,
    ],
    'an event without its effect': [
      'delete from application_history where application_id = $1 and from_stage is not null',
      'card',
      'duplicated',
      /has 1 events and 0 steps in its history/,
    ],
    'a message that never came to somebody': [
      `delete from event where stream_id = replace($1, ':staff', ':client')`,
      'stream',
      'lost',
      /^message .* never came to job:.*:client/,
    ],
    'a message in a room of others': [
      `with other as (insert into stream (id, last_seq) values ($1 || '-of-others', 2))
       update event set stream_id = stream_id || '-of-others' where stream_id = $1 and type = 'thread.replied'`,
      'stream',
      'seen',
      /^message .* went to job:.*-of-others/,
    ],
    'a message that was stored twice': [
      `insert into message (id, thread_id, number, by_id, by_name, side, text, created_at)
       select gen_random_uuid(), thread_id, number + 1, by_id, by_name, side, text, created_at from message
       where thread_id = (select id from thread where 'job:' || job_id || ':staff' = $1)`,
      'stream',
      'duplicated',
      /^message .* is there 2 times/,
    ],
    'a number in a thread that is missing': [
      `update thread set last_number = 2 where 'job:' || job_id || ':staff' = $1`,
      'stream',
      'gaps',
      /^thread .* is at 2 and has 1 messages/,
    ],
  }
  for (const [what, [damage, of, kind, words]] of Object.entries(damages))
    it(`finds ${what}`, async () => {
      await app.sql(damage, [of === 'card' ? card : stream])
      expect((await audit.findings())[kind]).toContainEqual(expect.stringMatching(words))
    })

  it('finds a board that shows something else', async () => {
    const seat = await audit.sit(app.url, world.people.recruiter, `job:${world.job}`)
    await app.sql(`update application set stage = 'offer' where id = $1`, [card])
    expect((await audit.findings()).lost).toContainEqual(expect.stringMatching(/shows another board/))
    seat.close()
  })

  it('finds what somebody saw who may not', async () => {
    const seat = await audit.sit(app.url, world.people.client, `job:${world.job}`)
    audit.mayNotSee(seat.client, 'the client', /Shown One/)
    const guest = await audit.guests.enter(app.url, world.people.recruiter, `job:${world.job}`)
    const shown = await makeApplication(world.job, await signedIn('candidate', null, 'Shown One'), {
      shown: true,
    })
    const { people } = world
    void audit.guests.gone(guest, 2).catch(() => {})
    await audit.post(app.url, people.recruiter, `/applications/${shown}/move`, {
      to: 'screening',
      version: 1,
    })
    await until('both have it', () => seat.events.length && guest.seat.events.length)
    const { seen } = await audit.findings()
    expect(seen).toContainEqual(expect.stringMatching(/^the client: .*Shown One/))
    expect(seen).toContainEqual(expect.stringMatching(/heard job:.*:staff 3, and was out after 2$/))
    seat.close()
    audit.guests.close()
  })

  it('finds mails that went out twice, and such as never did', async () => {
    const queued = `insert into pgboss.job (name, data) values ('deliver-email', json_build_object('key', $1::text))`
    const settled = `insert into effect (key, claimed_at, done_at, ref) values ($1, now(), now(), $2)`
    for (const key of ['once', 'twice', 'never']) await app.sql(queued, [key])
    await app.sql(settled, ['once', 'a'])
    await app.sql(settled, ['twice', 'b'])
    const mails = [
      { key: 'once', ref: 'a' },
      { key: 'twice', ref: 'b' },
      { key: 'twice', ref: 'c' },
    ].map(mail => ({ ...mail, mode: 'accept' as const, body: {} }))
    expect(await audit.mails(mails)).toEqual({
      duplicated: ['mail twice went out 2 times'],
      lost: ['mail never never went out'],
    })
  })
})
