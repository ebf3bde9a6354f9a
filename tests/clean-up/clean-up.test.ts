import { beforeAll, describe, expect, it } from 'vitest'
import { cleanUp } from '../../server/clean-up/clean-up.ts'
import { installQueues, openQueue } from '../../jobs/queue.ts'
import { hirewire } from '../support/hirewire.ts'
import { unchanged } from '../support/unchanged.ts'
import { inRoom } from '../support/board-client.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

const dayMs = 86_400_000

describe('the nightly clean-up', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const count = async (table: string) =>
    (await app.sql<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n
  const daysAgo = (days: number) => new Date(Date.now() - days * dayMs)

  it('takes what nobody needs any more, and nothing else', async () => {
    const { recruiter } = world.people
    const fill = (table: string, columns: string, old: string, young: string) =>
      app.sql(`insert into ${table} (${columns}) select ${old} from generate_series(1, 700) n
        union all select ${young} from generate_series(1, 3) n`)
    const before = {
      command: await count('command'),
      effect: await count('effect'),
      webhook_receipt: await count('webhook_receipt'),
      inbound_mail: await count('inbound_mail'),
      dev_mail: await count('dev_mail'),
      verification: await count('verification'),
    }
    await fill(
      'command',
      'actor_id, id, fingerprint, answer, created_at',
      `'${recruiter.id}'::uuid, 'old' || n, '', 'null'::json, now() - interval '25 hours'`,
      `'${recruiter.id}'::uuid, 'young' || n, '', 'null'::json, now() - interval '23 hours'`,
    )
    await fill(
      'effect',
      'key, claimed_at, done_at',
      `'old' || n, now() - interval '61 days', now() - interval '61 days'`,
      `'young' || n, now() - interval '70 days', case n when 1 then null else now() - interval '59 days' end`,
    )
    for (const [table, more, value] of [
      ['webhook_receipt', 'source', `'test'`],
      ['inbound_mail', 'outcome', `'joined'`],
    ] as const)
      await fill(
        table,
        `id, at, ${more}`,
        `'old' || n, now() - interval '61 days', ${value}`,
        `'young' || n, now() - interval '59 days', ${value}`,
      )
    await fill(
      'dev_mail',
      'key, recipient, subject, html, text, tag, created_at',
      `'old' || n, 'a@b.example', '', repeat('x', 3000), '', 't', now() - interval '61 days'`,
      `'young' || n, 'a@b.example', '', '', '', 't', now() - interval '59 days'`,
    )
    await fill(
      'verification',
      'id, identifier, value, expires_at',
      `gen_random_uuid(), 'old' || n, '', now() - interval '1 minute'`,
      `gen_random_uuid(), 'young' || n, '', now() + interval '1 minute'`,
    )
    const cleared = await cleanUp(new Date())
    expect(cleared).toMatchObject({
      commands: 700,
      effects: 700,
      webhooks: 700,
      inbound: 700,
      outbox: 700,
      codes: 700,
      sessions: 0,
    })
    for (const [table, had] of Object.entries(before)) expect(await count(table), table).toBe(had + 3)
  })

  it('changes nothing the second time, and nothing that is young', () => unchanged(() => cleanUp(new Date())))

  it('takes expired sessions, and puts nobody else out', async () => {
    const [gone, stays] = [
      await app.person('recruiter', world.staffing),
      await app.person('recruiter', world.staffing),
    ]
    const seat = await inRoom(app.url, stays, `job:${world.job}`)
    const version = async () =>
      (await app.sql<{ version: string }>('select version from identity_version'))[0]!.version
    const before = await version()
    await cleanUp(new Date())
    expect(await version(), 'nodes look at their sessions again only when some ended').toBe(before)
    await app.sql(`update session set expires_at = now() - interval '1 minute' where id = $1`, [
      gone.sessionId,
    ])
    expect(await cleanUp(new Date())).toMatchObject({ sessions: 1 })
    expect((await app.call(gone, 'GET', '/me')).status).toBe(401)
    expect(await version()).not.toBe(before)
    expect((await app.call(stays, 'GET', '/me')).status).toBe(200)
    expect(seat.client.status()).toBe('live')
    seat.close()
  })

  it('takes back sign-ups that nobody verified, and no invitation, no candidate, nobody with anything', async () => {
    const signUp = async (days: number, change = '') => {
      const email = `${Math.random().toString(36).slice(2)}@people.example`
      const answer = await app.call(null, 'POST', '/auth/sign-up/email', {
        role: 'candidate',
        name: 'Nobody Yet',
        email,
        password: 'a-long-enough-password',
      })
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
      const [{ id }] = (await app.sql(`update users set created_at = $2 where email = $1 returning id`, [
        email,
        daysAgo(days),
      ])) as [{ id: string }]
      if (change) await app.sql(change, [id])
      return id
    }
    const gone = [await signUp(31), await signUp(300)]
    const kept = [
      await signUp(29),
      await signUp(31, 'update users set email_verified = true where id = $1'),
      await signUp(31, 'update users set deactivated_at = now() where id = $1'),
      // Invited: no password yet.
      await signUp(31, 'delete from account where user_id = $1'),
      await signUp(
        31,
        `insert into assignment (id, job_id, kind, user_id, assigned_by_id) values (gen_random_uuid(), '${world.job}', 'hiring_manager', $1, '${world.people.manager.id}')`,
      ),
    ]
    const applied = await signUp(31)
    await makeApplication(world.job, { ...world.people.candidate, id: applied })
    kept.push(applied)
    expect(await cleanUp(new Date())).toMatchObject({ signUps: gone.length })
    const left = (
      await app.sql<{ id: string }>('select id from users where id = any($1)', [[...gone, ...kept]])
    ).map(({ id }) => id)
    expect(left.toSorted()).toEqual(kept.toSorted())
  })

  it('keeps events for as long as it is told', async () => {
    const stream = 'user:00000000-0000-0000-0000-000000000000:self'
    await app.sql('insert into stream (id, last_seq) values ($1, 4)', [stream])
    for (const [index, days] of [40, 31, 29, 1].entries())
      await app.sql(
        `insert into event (stream_id, seq, type, v, data, at) values ($1, $2, 'user.updated', 1, '{}', $3)`,
        [stream, index + 1, daysAgo(days)],
      )
    expect(await cleanUp(new Date())).toMatchObject({ events: 2 })
    expect(await cleanUp(new Date(Date.now() + 2 * dayMs))).toMatchObject({ events: 1 })
  })

  it('gives a queue that is there already the options of today', async () => {
    await app.sql(`update pgboss.queue set expire_seconds = 15, deletion_seconds = 1, retry_limit = 1`)
    const queue = await openQueue(process.env.DATABASE_URL!, {
      work: true,
      supervise: false,
      onError: () => {},
    })
    await installQueues(queue)
    await queue.stop({ graceful: false })
    const queues = await app.sql(
      `select name, expire_seconds as longest, deletion_seconds / 86400 as days, retry_limit as retries from pgboss.queue
       where name in ('clean-up', 'deliver-email') order by name`,
    )
    expect(queues).toEqual([
      { name: 'clean-up', longest: 7_200, days: 1, retries: 0 },
      { name: 'deliver-email', longest: 60, days: 7, retries: 8 },
    ])
  })
})
