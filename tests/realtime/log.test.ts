import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '../../db/database.ts'
import type { Card } from '../../realtime/apply.ts'
import { inRoom } from '../support/board-client.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'
import { range } from '../support/range.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeJob, makeWorld } from '../support/world.ts'

/**
 * Follows a stream as a node does: by the last number it has. What is committed later under an earlier number is never
 * seen by it.
 */
const follow = async (stream: string) => {
  const client = new pg.Client({ connectionString: database().url })
  await client.connect()
  const seen: number[] = []
  let following = true
  const look = async () => {
    while (following) {
      const { rows } = await client.query<{ seq: string }>(
        'select seq from event where stream_id = $1 and seq > $2 order by seq',
        [stream, seen.at(-1) ?? 0],
      )
      seen.push(...rows.map(({ seq }) => Number(seq)))
    }
  }
  const looking = look()
  return {
    seen,
    stop: async () => {
      following = false
      await looking
      await client.end()
    },
  }
}

describe('the log', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
    await app.sql('create sequence collisions')
    await app.sql(`
      create function fail_at_commit() returns trigger language plpgsql as $$
      begin
        if new.reason = 'Fails.' then raise exception 'planted'; end if;
        if new.reason = 'Collides.' then
          if nextval('collisions') = 1 then raise serialization_failure; end if;
        end if;
        return null;
      end $$`)
    await app.sql(`
      create constraint trigger fails_at_commit after insert on application_history
      deferrable initially deferred for each row execute function fail_at_commit()`)
  })
  const board = () =>
    makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager, openings: 1_000 })
  const card = async (job: string) => makeApplication(job, await app.person('candidate'))
  const move = async (id: string, reason: string) =>
    (await app.call(world.people.recruiter, 'POST', `/applications/${id}/move`, {
      to: 'screening',
      version: 1,
      reason,
    })) as { status: number; body: Card }
  const numbers = async (stream: string) =>
    (await app.sql<{ seq: string }>('select seq from event where stream_id = $1 order by seq', [stream])).map(
      ({ seq }) => Number(seq),
    )
  const from1 = (length: number) => range(length).map(index => index + 1)

  it('numbers what many write at once from 1 on, in the order of their commits, and shows nobody a gap', async () => {
    const job = await board()
    const stream = `job:${job}:staff`
    const watcher = await inRoom(app.url, world.people.manager, `job:${job}`)
    let returns = 0
    watcher.client.socket.onAnyOutgoing((name: string) => (returns += Number(name === 'room:join')))
    const follower = await follow(stream)

    const crowd = 40
    const people = await Promise.all(range(3 * crowd).map(() => app.person('candidate')))
    const apply = async (person: Person) => {
      const { status, body } = await app.call(person, 'POST', `/jobs/${job}/applications`, {})
      expect(status).toBe(201)
      return body.id as string
    }
    let before: string[] = []
    for (const round of range(3)) {
      const applying = people.slice(round * crowd, (round + 1) * crowd).map(apply)
      const moving = before.map(async id => expect((await move(id, 'So.')).status).toBe(200))
      before = await Promise.all(applying)
      await Promise.all(moving)
    }
    const all = from1(5 * crowd)
    expect(await numbers(stream)).toEqual(all)
    await until('the follower is at the end', () => follower.seen.at(-1) === all.at(-1))
    await follower.stop()
    expect(follower.seen).toEqual(all)
    await until('the watcher is at the end', () => watcher.room.position()!.seq === all.at(-1))
    expect(watcher.trail.filter(({ snapshot }) => !snapshot).map(({ seq }) => seq)).toEqual(all)
    expect(returns).toBe(0)
    watcher.close()
  })

  it('gives no number to what fails at its COMMIT', async () => {
    const job = await board()
    const stream = `job:${job}:staff`
    for (const reason of ['Fails.', 'Fails.', 'So.', 'Fails.', 'So.'])
      expect((await move(await card(job), reason)).status).toBe(reason === 'So.' ? 200 : 500)
    expect(await numbers(stream)).toEqual([1, 2])
    expect(await app.sql('select last_seq from stream where id = $1', [stream])).toEqual([{ last_seq: '2' }])
  })

  it('gives one to what collided at its COMMIT and was done again', async () => {
    const job = await board()
    expect((await move(await card(job), 'Collides.')).status).toBe(200)
    expect(await app.sql('select last_value from collisions')).toEqual([{ last_value: '2' }])
    expect(await numbers(`job:${job}:staff`)).toEqual([1])
  })

  it('tells nobody of what fails at its COMMIT', async () => {
    const job = await board()
    const [failing, good] = [await card(job), await card(job)]
    const watcher = await inRoom(app.url, world.people.manager, `job:${job}`)
    expect((await move(failing, 'Fails.')).status).toBe(500)
    expect((await move(good, 'So.')).status).toBe(200)
    const told = () => watcher.events.map(({ data }) => (data.card as Card).id)
    await until('the watcher has the other one', () => told().includes(good))
    expect(told()).toEqual([good])
    watcher.close()
  })
})
