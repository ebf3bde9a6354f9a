import { Redis } from 'ioredis'
import { beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '../support/people.ts'
import { range } from '../support/range.ts'
import { available } from '../support/require.ts'
import { twoNodesWithRedis } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'
import { startLoad } from './load.ts'
import { bringTalkers, startTalk } from './talk.ts'

const program = available('redis-server')

describe.skipIf(!program)('F8: Redis is stopped, killed, emptied', { timeout: 300_000 }, () => {
  const { nodes, redis } = twoNodesWithRedis(program)
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('and events, kicks and requests go on as if nothing were', () =>
    fault('F8', async ({ times: seconds, did, note, found }) => {
      const { people, staffing, job } = world
      const room = `job:${job}`
      const talkers = await bringTalkers(world)
      const cards = await Promise.all(
        range(24).map(async () => makeApplication(job, await signedIn('candidate'))),
      )
      const audit = makeAudit(nodes.sql)
      const movers = await Promise.all(
        [people.recruiter, people.recruiter2, people.manager].map((person, index) =>
          audit.sit((index ? nodes.b : nodes.a).url, person, room),
        ),
      )
      const watchers = [
        await audit.sit(nodes.a.url, people.manager, room),
        await audit.sit(nodes.b.url, people.recruiter, room),
        await audit.sit(nodes.b.url, people.client, room),
      ]
      audit.mayNotSee(watchers[2]!.client, 'the client', /"source":|"stage":"applied"/)
      const outsider = await audit.outsider(nodes.b.url, people.outsideRecruiter, room)
      const load = startLoad({
        audit,
        clients: movers.map(({ client }) => client),
        cards,
        perSecond: 8,
      })

      const talk = await startTalk({ audit, talkers, url: index => (index % 2 ? nodes.a : nodes.b).url })

      /** A session ends on one node; the seat on the other is put out, and hears of nothing that is written from then on. */
      const kickOne = async () => {
        const person = await signedIn('recruiter', staffing)
        const guest = await audit.guests.enter(nodes.b.url, person, room)
        const began = performance.now()
        await fetch(`${nodes.a.url}/api/auth/sign-out`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
          body: '{}',
        })
        note('longest request', performance.now() - began)
        note('kick', await audit.guests.gone(guest))
      }
      const during = async (ms: number) => {
        const began = performance.now()
        do {
          await kickOne()
          const asked = performance.now()
          await fetch(`${nodes.a.url}/api/me`, {
            headers: { authorization: `Bearer ${people.manager.token}` },
          })
          note('longest request', performance.now() - asked)
        } while (performance.now() - began < ms)
      }

      await during(0)
      redis().stop()
      await during(seconds * 1_000)
      expect(await nodes.a.stop(), nodes.a.output()).toBe(0)
      await nodes.restartA()
      redis().resume()
      await during(2_000)
      did(seconds)
      await redis().kill()
      await during((seconds * 1_000) / 6)
      await redis().start()
      await during(2_000)
      const client = new Redis(redis().url)
      await client.flushall()
      client.disconnect()
      await during(2_000)

      const before = load.acknowledged()
      await until('moves go on', () => load.acknowledged() > before + 10)
      await load.stop()
      await talk.stop()
      for (const { events, trail } of watchers.slice(1))
        for (const { seq, at } of events)
          note('delivery', trail.find(step => step.seq === seq)!.at - Date.parse(at))
      found(await audit.findings())
      audit.guests.close()
      for (const seat of [...movers, ...watchers]) seat.close()
      outsider.close()
      talk.close()
    }))
})
