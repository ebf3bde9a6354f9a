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

const movers = 50

describe('F12: one hot board', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('takes the moves of 50 people at once without a deadlock', () =>
    fault('F12', async ({ times: moves, did, note, found }) => {
      const { people, staffing, job } = world
      const room = `job:${job}`
      const cards = await Promise.all(
        range(movers * 2).map(async () => makeApplication(job, await signedIn('candidate'))),
      )
      const audit = makeAudit(nodes.sql)
      const watchers = [
        await audit.sit(nodes.a.url, people.recruiter, room),
        await audit.sit(nodes.b.url, people.client, room),
      ]
      audit.mayNotSee(watchers[1]!.client, 'the client', /"source":|"stage":"applied"/)
      const clients = await Promise.all(
        range(movers).map(async index => {
          const { token } = await signedIn('recruiter', staffing)
          const client = connectHirewire({ url: (index % 2 ? nodes.a : nodes.b).url, token })
          await until('it is connected', () => client.socket.connected)
          return client
        }),
      )
      const began = performance.now()
      const load = startLoad({ audit, clients, cards })
      await until('all is moved', () => load.acknowledged() >= moves, 200_000)
      note('commits', load.acknowledged() / ((performance.now() - began) / 1_000))
      await load.stop()
      did(load.acknowledged())

      found(await audit.findings())
      const [{ deadlocks }] = (await nodes.sql<{ deadlocks: string }>(
        'select deadlocks from pg_stat_database where datname = current_database()',
      )) as [{ deadlocks: string }]
      note('deadlocks', Number(deadlocks))
      for (const client of clients) client.close()
      for (const watcher of watchers) watcher.close()
    }))
})
