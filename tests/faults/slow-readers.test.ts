import { readFileSync } from 'node:fs'
import { beforeAll, describe, it } from 'vitest'
import { connectHirewire } from '../../realtime/client.ts'
import { signedIn } from '../support/people.ts'
import { range } from '../support/range.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'
import { startLoad } from './load.ts'

/** Large, so that what nobody reads soon fills all buffers. */
const cardsOnBoard = 800
/** How often each reader asks for the whole of it, per s. */
const asksPerSecond = 4

/** What a process holds in memory, in MB. */
const memoryOf = (pid: number) =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024

/** Stops reading from the wire, as a hung browser does: nothing that comes is looked at, pings included. */
const stopReading = (client: ReturnType<typeof connectHirewire>) => {
  const { ws } = client.socket.io.engine.transport as unknown as { ws: { pause(): void } }
  client.socket.io.reconnection(false)
  ws.pause()
}

describe.skipIf(process.platform !== 'linux')('F10: readers that never read', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('are cut before they cost much, and the others notice nothing', () =>
    fault('F10', async ({ times, did, note, found }) => {
      const { people, staffing, job } = world
      const room = `job:${job}`
      const cards: string[] = []
      const candidate = () => signedIn('candidate')
      for (const _ of range(cardsOnBoard)) cards.push(await makeApplication(job, await candidate()))
      const audit = makeAudit(nodes.sql)
      const others = await Promise.all(
        [people.recruiter, people.recruiter2, people.manager].map(person =>
          audit.sit(nodes.a.url, person, room),
        ),
      )
      const load = startLoad({
        audit,
        clients: others.map(({ client }) => client),
        cards: cards.slice(0, 60),
        perSecond: 10,
      })
      const idle = await Promise.all(range(times).map(() => signedIn('recruiter', staffing)))
      const readers = await Promise.all(
        idle.map(async ({ token }) => {
          const client = connectHirewire({ url: nodes.a.url, token })
          const joined = client.join(room, {})
          await until('it is in the room', () => joined.position())
          return client
        }),
      )
      // What all this takes while they do read is not theirs.
      let before = 0
      let answered = 0
      const asking = setInterval(() => {
        for (const { socket } of readers) socket.emit('room:join', { room }, () => (answered += 1))
      }, 1_000 / asksPerSecond)
      const isWarm = () => {
        before = Math.max(before, memoryOf(nodes.a.child.pid!))
        return answered > times * asksPerSecond * 5
      }
      await until('they have read for a while', isWarm, 60_000)
      const began = performance.now()
      readers.forEach(stopReading)

      const standing = async () => {
        note('memory more', memoryOf(nodes.a.child.pid!) - before)
        const [{ count }] = (await nodes.sql<{ count: string }>(
          'select count(*) from presence where user_id = any($1::uuid[])',
          [idle.map(({ id }) => id)],
        )) as [{ count: string }]
        return Number(count)
      }
      await until('all of them are cut', async () => (await standing()) === 0, 60_000)
      note('all cut', performance.now() - began)
      clearInterval(asking)
      await load.stop()
      did(times)
      for (const { events, trail } of others)
        for (const { seq, at } of events)
          note('others have it', trail.find(step => step.seq === seq)!.at - Date.parse(at))
      found(await audit.findings())
      for (const client of readers) client.close()
      for (const seat of others) seat.close()
    }))
})
