import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBalancer } from '../support/balancer.ts'
import { signedIn, type Person } from '../support/people.ts'
import { range } from '../support/range.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'
import { startLoad } from './load.ts'
import { bringTalkers, startTalk } from './talk.ts'

/** Ten looks of the balancer at /readyz. */
const env = { DRAIN_SECONDS: '1' }

describe('F13: a rolling restart behind a balancer', { timeout: 600_000 }, () => {
  const nodes = twoNodes({ env })
  let world: Awaited<ReturnType<typeof makeWorld>>
  let balancer: Awaited<ReturnType<typeof startBalancer>>
  const pair = () => [nodes.a, nodes.b]
  beforeAll(async () => {
    world = await makeWorld()
    balancer = await startBalancer(pair().map(({ port }) => port))
    await until('both are in use', () => pair().every(({ port }) => balancer.uses(port)))
  })
  afterAll(() => balancer?.close())

  it('is noticed by nobody', () =>
    fault('F13', async ({ times, did, note, found }) => {
      const { people, job } = world
      const room = `job:${job}`
      const talkers = await bringTalkers(world)
      const cards = await Promise.all(
        range(48).map(async () => makeApplication(job, await signedIn('candidate'))),
      )
      const audit = makeAudit(nodes.sql)
      const seats = await Promise.all(
        [people.recruiter, people.recruiter2, people.manager, people.client].map(person =>
          audit.sit(balancer.url, person, room),
        ),
      )
      const outsider = await audit.outsider(balancer.url, people.outsideRecruiter, room)
      const movers = seats.slice(0, 3).map(({ client }) => client)
      const load = startLoad({ audit, clients: movers, cards: cards.slice(0, 24), perSecond: 8 })

      const talk = await startTalk({ audit, talkers, url: () => balancer.url })

      let running = true
      let failed = 0
      let answered = 0
      /** Reads and writes one after the other, as a page does; whatever is not a success has failed. */
      const ask = async (person: Person, own: string[]) => {
        for (let round = 0; running; round++) {
          const id = own[round % own.length]!
          const read = await fetch(`${balancer.url}/api/applications/${id}`, {
            headers: { authorization: `Bearer ${person.token}` },
          })
            .then(async response =>
              response.ok ? ((await response.json()) as { version: number }) : undefined,
            )
            .catch(() => undefined)
          const written =
            read &&
            (await audit.post(balancer.url, person, `/applications/${id}/rank`, { version: read.version }))
          if (written && 'answer' in written) answered += 1
          else failed += 1
          await sleep(40)
        }
      }
      const asking = [people.recruiter, people.manager].map((person, index) =>
        ask(person, cards.slice(24 + index * 12, 36 + index * 12)),
      )

      for (let round = 0; round < times; round++) {
        for (const [index, restart] of [nodes.restartA, nodes.restartB].entries()) {
          const node = pair()[index]!
          const began = performance.now()
          const code = await node.stop()
          note('slowest exit', performance.now() - began)
          expect(code, node.output()).toBe(0)
          await restart()
          const before = answered
          await until('it is in use', () => balancer.uses(node.port) && answered > before + 10)
        }
        did()
      }
      running = false
      await Promise.all(asking)
      await load.stop()
      await talk.stop()
      note('failed requests', failed + (load.refusals.unanswered ?? 0) + (load.refusals.offline ?? 0))
      await until('all are back', () => seats.every(({ client }) => client.status() === 'live'))
      found(await audit.findings())
      for (const seat of seats) seat.close()
      outsider.close()
      talk.close()
    }))
})
