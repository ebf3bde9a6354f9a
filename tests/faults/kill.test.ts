import { beforeAll, describe, it } from 'vitest'
import { signedIn } from '../support/people.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'
import { startLoad } from './load.ts'
import { bringTalkers, startTalk } from './talk.ts'

const range = (length: number) => Array.from({ length }, (_, index) => index)
/** Moves between two kills. */
const between = 100

describe('F1: kill -9 of the web process while moves run', { timeout: 600_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('every open board catches up by itself: nothing lost, nothing twice, no gap', () =>
    fault('F1', async ({ times, did, note, found }) => {
      const { people, job } = world
      const room = `job:${job}`
      const talkers = await bringTalkers(world)
      const cards = await Promise.all(
        range(48).map(async () => makeApplication(job, await signedIn('candidate'))),
      )
      for (const name of ['Hidden One', 'Hidden Two'])
        await makeApplication(job, await signedIn('candidate', null, name))

      const audit = makeAudit(nodes.sql)
      const movers = await Promise.all(
        range(12).map(async index =>
          audit.sit((index % 4 ? nodes.a : nodes.b).url, await signedIn('recruiter', world.staffing), room),
        ),
      )
      const own = await audit.sit(nodes.a.url, people.recruiter, room)
      const client = await audit.sit(nodes.a.url, people.client, room)
      const agency = await audit.sit(nodes.a.url, people.agency, room)
      const other = await audit.sit(nodes.b.url, people.manager, room)
      audit.mayNotSee(client.client, 'the client', /Hidden|"source":/)
      audit.mayNotSee(agency.client, 'the agency', /Hidden|"rank":|"version":|Rita/)
      const outsiders = await Promise.all([
        audit.outsider(nodes.a.url, people.outsideRecruiter, room),
        audit.outsider(nodes.b.url, people.otherClient, room),
      ])
      const ofA = [own, client, agency, ...movers.filter((_, index) => index % 4)]

      const load = startLoad({ audit, clients: movers.map(({ client }) => client), cards, perSecond: 14 })
      const talk = await startTalk({ audit, talkers, url: index => (index % 2 ? nodes.a : nodes.b).url })
      const someMoves = async () => {
        const [before, began] = [load.acknowledged(), performance.now()]
        await until('some moves are acknowledged', () => load.acknowledged() > before + between)
        return between / ((performance.now() - began) / 1_000)
      }
      for (let round = 0; round < times; round++) {
        note('load before', await someMoves())
        await nodes.a.kill()
        await nodes.restartA()
        const restarted = performance.now()
        await until('everybody of this node is back', () =>
          ofA.every(seat => seat.client.status() === 'live'),
        )
        note('own back', performance.now() - restarted)
        did()
      }
      await someMoves()
      await load.stop()
      await talk.stop()
      for (const envelope of other.events)
        note(
          'others see it',
          other.trail.find(({ seq }) => seq === envelope.seq)!.at - Date.parse(envelope.at),
        )
      found(await audit.findings())
      for (const seat of [...movers, own, client, agency, other]) seat.close()
      for (const outsider of outsiders) outsider.close()
      talk.close()
    }))
})
