import { beforeAll, describe, expect, it } from 'vitest'
import { inRoom, layout } from '../support/board-client.ts'
import { signedIn } from '../support/people.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

/** 20 in the full run. */
const kills = process.env.FAULTS === 'full' ? 20 : 4
const cards = 40

describe('kill -9 of the server while moves run', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('F1: every open board catches up by itself: nothing lost, nothing twice, no gap', async () => {
    const ids = await Promise.all(
      Array.from({ length: cards }, async () => makeApplication(world.job, await signedIn('candidate'))),
    )
    const room = `job:${world.job}`
    const mover = await inRoom(nodes.a.url, world.people.recruiter, room)
    const own = await inRoom(nodes.a.url, world.people.recruiter2, room)
    const other = await inRoom(nodes.b.url, world.people.manager, room)
    const client = await inRoom(nodes.a.url, world.people.client, room)

    const acknowledged: string[] = []
    let running = true
    const move = async () => {
      for (let step = 0; running; step++) {
        const card = mover.state().columns.flatMap(column => column.cards)[(step * 7) % cards]!
        const to = { applied: 'screening', screening: 'interview', interview: 'offer' }[card.stage]
        const input = { applicationId: card.id, version: card.version! }
        const sent = to
          ? mover.client.send('application:move', { ...input, to })
          : mover.client.send('application:rank', { ...input })
        // A conflict is an answer too; what counts here are the writes that were acknowledged.
        await sent.then(
          answer => void acknowledged.push(`${card.id} ${(answer as { version: number }).version}`),
          () => {},
        )
      }
    }
    const moving = Promise.all([move(), move()])
    for (let round = 0; round < kills; round++) {
      const before = acknowledged.length
      await until('some moves are acknowledged', () => acknowledged.length > before + 15)
      await nodes.a.kill()
      await nodes.restartA()
    }
    const before = acknowledged.length
    await until('moves go on', () => acknowledged.length > before + 5)
    running = false
    await moving

    const [{ last_seq: last }] = (await nodes.sql<{ last_seq: string }>(
      'select last_seq from stream where id = $1',
      [`${room}:staff`],
    )) as [{ last_seq: string }]
    for (const one of [mover, own, other])
      await until('it has caught up', () => one.room.position()!.seq === Number(last))
    const rows = await nodes.sql<{ id: string; stage: string }>(
      `select id, stage from application where job_id = $1 order by rank, id`,
      [world.job],
    )
    for (const one of [mover, own, other]) {
      const seen = layout(one.state())
      for (const stage of Object.keys(seen))
        expect(seen[stage]).toEqual(rows.filter(row => row.stage === stage).map(row => row.id))
      const seqs = one.events.map(({ seq }) => seq)
      expect(new Set(seqs).size, 'no event was applied twice').toBe(seqs.length)
    }
    const written = await nodes.sql<{ key: string }>(
      `select data->'card'->>'id' || ' ' || (data->'card'->>'version') as key from event where stream_id = $1`,
      [`${room}:staff`],
    )
    const keys = written.map(({ key }) => key)
    expect(new Set(keys).size, 'no command was done twice').toBe(keys.length)
    expect(
      acknowledged.filter(key => !keys.includes(key)),
      'acknowledged and lost',
    ).toEqual([])
    const shown = rows.filter(row => ['interview', 'offer'].includes(row.stage)).length
    await until(
      'the client’s cut too',
      () => client.state().columns.reduce((sum, { count }) => sum + count, 0) === shown,
    )
    expect(ids).toHaveLength(cards)
    for (const one of [mover, own, other, client]) one.close()
  })
})
