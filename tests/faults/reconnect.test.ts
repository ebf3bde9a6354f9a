import { beforeAll, describe, it } from 'vitest'
import { signedIn } from '../support/people.ts'
import { groupsOf, range } from '../support/range.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'

/** Below the ten that a person may have. */
const socketsEach = 8
const missed = 60

describe('F9: everybody reconnects at once', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('and is in sync again soon after the node is back', () =>
    fault('F9', async ({ times: clients, did, note, found }) => {
      const { people, staffing, job } = world
      const room = `job:${job}`
      const cards = await Promise.all(
        range(missed).map(async () => makeApplication(job, await signedIn('candidate'))),
      )
      const audit = makeAudit(nodes.sql)
      const staff = await Promise.all(
        range(Math.ceil(clients / socketsEach)).map(() => signedIn('recruiter', staffing)),
      )
      const client = await audit.sit(nodes.a.url, people.client, room)
      audit.mayNotSee(client.client, 'the client', /"source":|"stage":"applied"/)
      const seats = [client]
      for (const group of groupsOf(range(clients), 50))
        seats.push(
          ...(await Promise.all(
            group.map(index => audit.sit(nodes.a.url, staff[Math.floor(index / socketsEach)]!, room)),
          )),
        )
      const outsider = await audit.outsider(nodes.a.url, people.outsideManager, room)

      await nodes.a.kill()
      for (const group of groupsOf(cards, 10))
        await Promise.all(
          group.map(id =>
            audit.post(nodes.b.url, people.manager, `/applications/${id}/move`, {
              to: 'screening',
              version: 1,
            }),
          ),
        )
      await nodes.restartA()
      const restarted = performance.now()
      const inSync = () => seats.slice(1).every(seat => seat.room.position()!.seq === missed)
      await until('everybody is in sync', inSync, 60_000)
      note('all in sync', performance.now() - restarted)
      did(clients)
      found(await audit.findings())
      for (const seat of seats) seat.close()
      outsider.close()
    }))
})
