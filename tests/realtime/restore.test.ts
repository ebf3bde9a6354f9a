import pg from 'pg'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { openDatabase } from '../../db/database.ts'
import { freshly, inRoom, layout } from '../support/board-client.ts'
import { makeBoard } from '../support/board-world.ts'
import { copyDatabase } from '../support/database.ts'
import { startNode } from '../support/nodes.ts'
import { post } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeWorld } from '../support/world.ts'

/** The backup of a database that nobody is connected to: another database, with every row as it was. */
const backUp = async (name: string) => {
  const admin = new pg.Client({ connectionString: `${inject('serverUrl')}postgres` })
  await admin.connect()
  await admin.query(`create database ${name}_backup template ${name}`)
  await admin.end()
}

describe('a database that was restored from a backup', { timeout: 120_000 }, () => {
  const undo: (() => unknown)[] = []
  afterEach(async () => {
    for (const step of undo.toReversed()) await step()
  })

  it('has another history: who saw what was lost with the old one starts afresh', async () => {
    const { url, drop } = await copyDatabase()
    undo.push(drop)
    const filling = await openDatabase(url, { onError: () => {} })
    const world = await makeWorld()
    const { job, ids } = await makeBoard(world, { Ann: 'applied', Ben: 'applied', Cem: 'applied' })
    const room = `job:${job}`
    // Somebody stood in it before the backup.
    await filling.pool.query('insert into stream (id, last_seq) values ($1, 0)', [`${room}:staff`])
    // Not `close`: MikroORM ends a pool that it has used, and here nobody asked it for anything.
    await filling.pool.end()
    await backUp(new URL(url).pathname.slice(1))

    const { recruiter, manager } = world.people
    const move = async (at: string, id: string) =>
      expect(
        await post(at, recruiter.token, `/applications/${id}/move`, { to: 'screening', version: 1 }),
      ).toMatchObject({ status: 200 })
    const old = await startNode({ databaseUrl: url })
    undo.push(old.kill)
    const seat = await inRoom(old.url, manager, room)
    undo.push(seat.close)
    await move(old.url, ids.Ann!)
    await until('the move is seen', () => layout(seat.state()).screening!.length === 1)
    seat.client.socket.disconnect()
    await old.kill()

    const restored = await startNode({ databaseUrl: `${url}_backup`, port: old.port })
    undo.push(restored.kill)
    // As many events as were seen, and one more: by its numbers alone the log looks like the old one, going on.
    await move(restored.url, ids.Ben!)
    await move(restored.url, ids.Cem!)
    seat.client.socket.connect()
    const now = await freshly(restored.url, manager, room)
    await until('the seat is as far', () => seat.room.position()!.seq === now.seq)
    expect(layout(seat.state())).toEqual(layout(now.state))
    expect(layout(seat.state()).screening).toEqual([ids.Ben, ids.Cem])
  })
})
