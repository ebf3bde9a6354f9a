import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../db/database.ts'
import { startFakePostmark } from '../support/fake-postmark.ts'
import { startNode, startWorker, type Node, type Running } from '../support/nodes.ts'
import { startOwnPostgres } from '../support/own-postgres.ts'
import { signedIn } from '../support/people.ts'
import { letQueuesAge } from '../support/queue-time.ts'
import { range } from '../support/range.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'
import { startLoad } from './load.ts'
import { bringTalkers, startTalk } from './talk.ts'

const between = 60

describe('F6: PostgreSQL is restarted in the middle of everything', { timeout: 300_000 }, () => {
  const running = {} as {
    postgres: Awaited<ReturnType<typeof startOwnPostgres>>
    database: Database
    provider: Awaited<ReturnType<typeof startFakePostmark>>
    starting: Parameters<typeof startWorker>[0]
    nodes: Node[]
    worker: Running
    world: Awaited<ReturnType<typeof makeWorld>>
  }
  beforeAll(async () => {
    const postgres = (running.postgres = await startOwnPostgres())
    const provider = (running.provider = await startFakePostmark())
    const starting = (running.starting = {
      databaseUrl: postgres.url,
      env: { POSTMARK_TOKEN: provider.token, POSTMARK_HOST: provider.host },
    })
    // All three at once, on an empty database: whoever comes first migrates.
    const [a, b, worker] = await Promise.all([
      startNode(starting),
      startNode(starting),
      startWorker(starting),
    ])
    Object.assign(running, { nodes: [a, b], worker })
    running.database = await openDatabase(postgres.url, { onError: () => {} })
    running.world = await makeWorld()
  })
  afterAll(async () => {
    await Promise.all([...(running.nodes ?? []), running.worker].map(process => process?.kill()))
    await running.database?.close()
    await running.provider?.close()
    await running.postgres?.remove()
  })

  it('everything goes on once it is back, and nobody dies of it', () =>
    fault('F6', async ({ times, did, note, found }) => {
      const { postgres, nodes, worker, world, provider } = running
      const { people, job } = world
      const room = `job:${job}`
      const processes = [...nodes, worker]
      const allLive = () => {
        const dead = processes.filter(({ child }) => child.exitCode !== null || child.signalCode !== null)
        expect(dead.map(process => process.output())).toEqual([])
        return true
      }
      const sql = async <Row>(text: string, params: unknown[] = []) =>
        (await running.database.pool.query(text, params)).rows as Row[]
      const talkers = await bringTalkers(world)
      const cards = await Promise.all(
        range(24).map(async () => makeApplication(job, await signedIn('candidate'))),
      )
      const audit = makeAudit(sql)
      const url = (index: number) => nodes[index % 2]!.url
      const seats = await Promise.all(
        [people.recruiter, people.recruiter2, people.manager, people.client].map((person, index) =>
          audit.sit(url(index), person, room),
        ),
      )
      const outsider = await audit.outsider(url(1), people.otherClient, room)
      const movers = [...seats.slice(0, 3), ...seats.slice(0, 3)].map(({ client }) => client)
      const load = startLoad({ audit, clients: movers, cards, perSecond: 8 })

      const talk = await startTalk({ audit, talkers, url })

      for (let round = 0; round < times; round++) {
        const before = load.acknowledged()
        await until('some moves are acknowledged', () => load.acknowledged() > before + between, 30_000)
        await postgres.stopImmediately()
        await postgres.start()
        const [up, then] = [performance.now(), load.acknowledged()]
        await until('the first success', () => allLive() && load.acknowledged() > then, 30_000)
        note('first success', performance.now() - up)
        did()
      }
      const before = load.acknowledged()
      await until('moves go on', () => load.acknowledged() > before + between, 30_000)
      await load.stop()
      await talk.stop()
      allLive()

      // Mails that were on their way when it went may or may not be out: the next worker asks about them in due time.
      expect(await worker.stop(), worker.output()).toBe(0)
      await letQueuesAge(postgres.url, sql)
      running.worker = await startWorker(running.starting)
      const open = () =>
        sql(`select 1 from pgboss.job where name in ('notify', 'deliver-email') and state < 'completed'`)
      await until('every mail is out', async () => !(await open()).length, 30_000)
      found(await audit.findings())
      found(await audit.mails(provider.accepted()))
      for (const seat of seats) seat.close()
      outsider.close()
      talk.close()
    }))
})
