import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '../../db/database.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn } from '../support/people.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

describe('commands that share a commit', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const cards = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => makeApplication(world.job, await signedIn('candidate'))),
    )
  const move = (id: string, input: object = {}, headers: Record<string, string> = {}) =>
    app.call(
      world.people.recruiter,
      'POST',
      `/applications/${id}/move`,
      { to: 'screening', version: 1, ...input },
      headers,
    )
  const eventsOf = (ids: string[]) =>
    app.sql<{ id: string; seq: string; at: Date }>(
      `select data->'card'->>'id' as id, seq, at from event
       where stream_id = $1 and data->'card'->>'id' = any($2) order by seq`,
      [`job:${world.job}:staff`, ids],
    )

  it('forty at once: each its own answer and event, in fewer commits than there are commands', async () => {
    const ids = await cards(40)
    const answers = await Promise.all(ids.map(id => move(id)))
    expect(answers.map(({ status, body }) => [status, body.id, body.version])).toEqual(
      ids.map(id => [200, id, 2]),
    )
    const events = await eventsOf(ids)
    expect(events.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(events.map(({ seq }) => Number(seq) - Number(events[0]!.seq))).toEqual(ids.map((_, nth) => nth))
    expect(new Set(events.map(({ at }) => at.getTime())).size).toBeLessThan(ids.length / 2)
    const ranks = await app.sql<{ rank: string }>('select rank from application where id = any($1)', [ids])
    expect(new Set(ranks.map(({ rank }) => rank)).size, 'one after the other').toBeGreaterThan(ids.length / 2)
  })

  it('a refusal is its own: the others go through, and it can be sent again under its id', async () => {
    const ids = await cards(24)
    const key = (id: string) => ({ 'idempotency-key': `shared ${id}` })
    const wrong = (nth: number) =>
      [{}, { version: 7 }, { to: 'offer' }, { to: 'rejected' }][nth % 4] as Record<string, unknown>
    const answers = await Promise.all(ids.map((id, nth) => move(id, wrong(nth), key(id))))
    expect(answers.map(({ status }) => status)).toEqual(ids.map((_, nth) => [200, 409, 409, 400][nth % 4]))
    const moved = ids.filter((_, nth) => nth % 4 === 0)
    expect((await eventsOf(ids)).map(({ id }) => id).toSorted()).toEqual(moved.toSorted())
    const stored = await app.sql<{ id: string }>(`select id from command where id like 'http:shared %'`)
    expect(stored.map(({ id }) => id.slice('http:shared '.length)).toSorted()).toEqual(moved.toSorted())

    const again = await Promise.all(ids.map(id => move(id, {}, key(id))))
    expect(again.map(({ status }) => status)).toEqual(ids.map(() => 200))
    expect(again.map(({ headers }) => headers.get('idempotent-replayed') === 'true')).toEqual(
      ids.map((_, nth) => nth % 4 === 0),
    )
  })

  it('of several for one card the first wins, and the others are shown what it made of it', async () => {
    const [id] = (await cards(1)) as [string]
    const answers = await Promise.all(
      ['screening', 'rejected', 'screening', 'rejected'].map(to => move(id, { to, reason: 'Not now.' })),
    )
    const won = answers.find(({ status, body }) => status === 200 && body.version === 2)!
    for (const { status, body } of answers)
      if (status === 409) expect(body).toMatchObject({ current: { version: 2, stage: won.body.stage } })
      else expect(body).toMatchObject({ version: 2, stage: won.body.stage })
    expect(await eventsOf([id])).toHaveLength(1)
  })

  it('one whose card somebody holds waits alone', async () => {
    const ids = await cards(12)
    const holder = new pg.Client({ connectionString: database().url })
    await holder.connect()
    await holder.query('begin')
    await holder.query('select 1 from application where id = $1 for update', [ids[5]])
    let isDone = false
    const held = move(ids[5]!).finally(() => (isDone = true))
    const others = await Promise.all(ids.filter((_, nth) => nth !== 5).map(id => move(id)))
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 200))
    expect(isDone).toBe(false)
    await holder.query('commit')
    await holder.end()
    expect((await held).status).toBe(200)
  })
})
