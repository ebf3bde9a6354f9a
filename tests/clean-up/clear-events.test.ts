import { beforeAll, describe, expect, it } from 'vitest'
import type { BoardState } from '../../realtime/apply.ts'
import { connectHirewire } from '../../realtime/client.ts'
import { cleanUp } from '../../server/clean-up/clean-up.ts'
import { freshly, inRoom, layout } from '../support/board-client.ts'
import { makeBoard } from '../support/board-world.ts'
import { hirewire } from '../support/hirewire.ts'
import { openPage } from '../support/open-page.ts'
import type { Person } from '../support/people.ts'
import { until } from '../support/wait.ts'
import { assign, makeJob, makeWorld } from '../support/world.ts'

/** Clears what is older than this instant; 30 days is how long events are kept unless told otherwise. */
const clearEvents = async (before: Date) =>
  (await cleanUp(new Date(before.getTime() + 30 * 86_400_000))).events!

describe('clearing the log', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const post = async (by: Person, id: string, verb: string, body: object = {}) => {
    const answer = await app.call(by, 'POST', `/applications/${id}/${verb}`, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }
  const move = (id: string, to: string, version: number) =>
    post(world.people.recruiter, id, 'move', { to, version })
  /** Another card of the two comes first, as often as is asked: one event each, beginning with the second card. */
  const shuffle = async ([one, other]: string[], times: number, { from = 1 } = {}) => {
    for (let turn = 0; turn < times; turn++) {
      const [id, before] = turn % 2 ? [one, other] : [other, one]
      await post(world.people.recruiter, id!, 'rank', { before, version: from + Math.floor(turn / 2) })
    }
  }
  /** An instant between what was done before and what is done next. */
  const instant = () => {
    const now = Date.now()
    while (Date.now() <= now + 1);
    return new Date(now + 1)
  }
  const streamAt = async (id: string) =>
    (
      await app.sql<{ last_seq: string; floor_seq: string; cleared_at: Date | null; seqs: string[] | null }>(
        `select *, (select array_agg(seq order by seq) from event where stream_id = id) as seqs from stream where id = $1`,
        [id],
      )
    )[0]!

  it('takes what is old, and leaves the rest with its numbers', async () => {
    const { job, ids } = await makeBoard(world, { Ada: 'applied', Ben: 'applied' })
    await move(ids.Ada!, 'screening', 1)
    await move(ids.Ben!, 'screening', 1)
    const then = instant()
    await shuffle(Object.values(ids), 1, { from: 2 })
    const stream = `job:${job}:staff`
    expect(await clearEvents(then)).toBeGreaterThan(2)
    const { seqs, ...left } = await streamAt(stream)
    expect(seqs).toEqual(['3'])
    expect(left).toMatchObject({ last_seq: '3', floor_seq: '2' })
    expect(left.cleared_at!.getTime()).toBeLessThan(then.getTime())
    expect(await clearEvents(then)).toBe(0)
    await post(world.people.recruiter, ids.Ada!, 'rank', { before: ids.Ben, version: 2 })
    expect((await streamAt(stream)).seqs).toEqual(['3', '4'])
  })

  it('gives a snapshot to who comes back from before it, and the events to who was there later', async () => {
    const { job, ids } = await makeBoard(world, { Ada: 'applied', Ben: 'applied', Cem: 'applied' })
    const room = `job:${job}`
    const { recruiter, manager } = world.people
    const held = [await freshly(app.url, manager, room)]
    for (const id of Object.values(ids)) {
      await move(id, 'screening', 1)
      held.push(await freshly(app.url, manager, room))
    }
    const then = instant()
    const seat = await inRoom(app.url, recruiter, room)
    await shuffle([ids.Ada!, ids.Ben!], 2, { from: 2 })
    await clearEvents(then)
    await shuffle([ids.Ada!, ids.Cem!], 1, { from: 2 })

    for (const [index, position] of held.entries()) {
      const back = connectHirewire({ url: app.url, token: manager.token })
      const got: (number | 'snapshot')[] = []
      const joined = back.join<BoardState>(
        room,
        { onState: (_state, envelope) => void got.push(envelope ? envelope.seq : 'snapshot') },
        position,
      )
      await until('they have caught up', () => joined.position()!.seq === 6)
      expect(got).toEqual(index < 3 ? ['snapshot'] : [4, 5, 6])
      expect(layout(joined.state()!)).toEqual(layout((await freshly(app.url, manager, room)).state))
      back.close()
    }
    // Whoever was there all the while noticed nothing.
    await until('the seat has it all', () => seat.room.position()!.seq === 6)
    expect(seat.trail.map(({ seq, snapshot }) => [seq, snapshot])).toEqual([
      [3, true],
      [4, false],
      [5, false],
      [6, false],
    ])
    seat.close()
  })

  it('leaves what is old behind something newer, so that nothing is missing in between', async () => {
    const { job, ids } = await makeBoard(world, { Ada: 'applied', Ben: 'applied' })
    await shuffle(Object.values(ids), 4)
    const stream = `job:${job}:staff`
    await app.sql(`update event set at = at - interval '50 days' where stream_id = $1 and seq in (1, 3)`, [
      stream,
    ])
    await clearEvents(new Date(Date.now() - 40 * 86_400_000))
    expect(await streamAt(stream)).toMatchObject({ seqs: ['2', '3', '4'], floor_seq: '1' })
  })

  it('goes through a long stream in pieces, and leaves one that has ended rights above its floor', async () => {
    const { job, ids } = await makeBoard(world, { Ada: 'applied', Ben: 'applied' })
    await shuffle(Object.values(ids), 1)
    const stream = `job:${job}:staff`
    await app.sql(
      `insert into event (stream_id, seq, type, v, actor, data, at)
       select stream_id, seq + n, type, v, actor, data, at from event, generate_series(1, 1200) n where stream_id = $1`,
      [stream],
    )
    await app.sql('update stream set last_seq = 1201 where id = $1', [stream])
    expect(await clearEvents(instant())).toBeGreaterThanOrEqual(1201)
    expect(await streamAt(stream)).toMatchObject({ seqs: null, floor_seq: '1201', last_seq: '1201' })
    await app.sql('update stream set floor_seq = 1300 where id = $1', [stream])
    await shuffle(Object.values(ids), 1, { from: 2 })
    await clearEvents(instant())
    expect(await streamAt(stream)).toMatchObject({ floor_seq: '1300', last_seq: '1202' })
  })

  it('disturbs nobody who writes, and neither does a second one', async () => {
    const { job, ids } = await makeBoard(world, {
      Ada: 'applied',
      Ben: 'applied',
      Cem: 'applied',
      Dora: 'applied',
    })
    const seat = await inRoom(app.url, world.people.manager, `job:${job}`)
    const { Ada, Ben, Cem, Dora } = ids
    let moving = 2
    const moves = [shuffle([Ada!, Ben!], 40), shuffle([Cem!, Dora!], 40)].map(move =>
      move.finally(() => moving--),
    )
    const before = () => new Date(Date.now() - 300)
    while (moving) await Promise.all([clearEvents(before()), clearEvents(before())])
    await Promise.all(moves)
    await until('the seat has it all', () => seat.room.position()!.seq === 80)
    expect(seat.trail.map(({ seq, snapshot }) => [seq, snapshot])).toEqual(
      Array.from({ length: 81 }, (_, seq) => [seq, seq === 0]),
    )
    seat.close()
    await clearEvents(instant())
    expect(await streamAt(`job:${job}:staff`)).toMatchObject({ seqs: null, floor_seq: '80', last_seq: '80' })
  })

  it('remembers that a recruiter has begun: nobody is asked again to start on a job', async () => {
    const { manager, recruiter2 } = world.people
    const { job, ids } = await makeBoard(world, { Ada: 'applied' })
    await assign(job, 'recruiter', { user: recruiter2 }, manager)
    const idle = async (person: Person) =>
      (await app.call(person, 'GET', '/me/waiting?limit=100')).body.data.filter(
        (line: { rule: string; job?: { id: string } }) =>
          line.rule === 'assignment-idle' && line.job?.id === job,
      ).length
    const { recruiter } = world.people
    expect([await idle(recruiter), await idle(recruiter2)]).toEqual([1, 1])
    await move(ids.Ada!, 'screening', 1)
    expect([await idle(recruiter), await idle(recruiter2)]).toEqual([0, 1])
    await clearEvents(instant())
    expect([await idle(recruiter), await idle(recruiter2)]).toEqual([0, 1])
  })

  it('leaves boards that tell the truth: what changed, from where the log begins', async () => {
    const { recruiter, recruiter2 } = world.people
    const { job, ids, path } = await makeBoard(world, { Ada: 'applied', Ben: 'applied', Cem: 'applied' })
    const changes = async (query = '') =>
      (await app.call(recruiter2, 'GET', `/jobs/${job}/changes${query}`)).body
    const look = async () => {
      const { epoch, seq } = (await app.call(recruiter2, 'GET', `/jobs/${job}/board`)).body
      await app.call(recruiter2, 'PUT', `/jobs/${job}/visit`, { epoch, seq })
    }
    await look()
    await move(ids.Ada!, 'screening', 1)
    await move(ids.Ben!, 'screening', 1)
    expect(await changes()).toMatchObject({ whole: true, counts: { moved: 2 } })
    await clearEvents(instant())
    await move(ids.Cem!, 'screening', 1)
    const { cleared_at } = await streamAt(`job:${job}:staff`)
    const since = cleared_at!.toISOString()
    expect(await changes()).toMatchObject({ whole: false, since, counts: { moved: 1 } })
    expect(await changes('?since=2020-01-01T00:00:00Z')).toMatchObject({ whole: false, since })
    expect((await openPage(app.url, recruiter2, path)).html).toContain('which is as far back as it is known')
    const later = new Date().toISOString()
    expect(await changes(`?since=${later}`)).toMatchObject({ whole: true, since: later })
    await look()
    await post(recruiter, ids.Cem!, 'reject', { reason: 'No.' })
    expect(await changes()).toMatchObject({ whole: true, counts: { moved: 0, rejected: 1 } })
  })

  it('leaves boards as they were from where the log begins, and the stages of before', async () => {
    const { recruiter } = world.people
    const job = await makeJob({ company: world.employer, staffing: world.staffing, by: world.people.manager })
    await assign(job, 'recruiter', { user: recruiter }, world.people.manager)
    const apply = async (name: string) =>
      (await app.call(await app.person('candidate', null, name), 'POST', `/jobs/${job}/applications`, {}))
        .body.id as string
    const [ada, ben] = [await apply('Ada'), await apply('Ben')]
    const now = async () => (await app.call(recruiter, 'GET', `/jobs/${job}/board`)).body
    const past = async (at: Date) =>
      (await app.call(recruiter, 'GET', `/jobs/${job}/board?at=${at.toISOString()}`)).body
    const lists = ({ columns }: { columns: { cards: { id: string; shortlist: string }[] }[] }) =>
      columns.map(({ cards }) => cards.map(({ id, shortlist }) => `${id} ${shortlist}`))

    const first = instant()
    await post(recruiter, ben, 'rank', { before: ada, version: 1 })
    await move(ben, 'screening', 2)
    await post(recruiter, ben, 'shortlist')
    const second = { board: await now(), at: instant() }
    await clearEvents(second.at)
    const third = { board: await now(), at: instant() }
    await post(recruiter, ben, 'shortlist/withdraw')
    await move(ada, 'screening', 1)
    const fourth = { board: await now(), at: instant() }
    for (const { board, at } of [second, third, fourth]) expect(lists(await past(at))).toEqual(lists(board))
    const before = await past(first)
    expect(layout(before).applied!.toSorted()).toEqual([ada, ben].toSorted())
    expect(before.exactFrom > first.toISOString()).toBe(true)
    const page = async (at: Date) =>
      (await openPage(app.url, recruiter, `/jobs/${job}/board/past?at=${at.toISOString()}`)).html
    expect(await page(first)).toContain('the order and the shortlist are known from')
    expect(await page(third.at)).not.toContain('are known from')
  })
})
