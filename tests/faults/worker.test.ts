import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFakePostmark } from '../support/fake-postmark.ts'
import { startWorker, type Running } from '../support/nodes.ts'
import { signedIn } from '../support/people.ts'
import { letQueuesAge } from '../support/queue-time.ts'
import { range } from '../support/range.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'

const moments = ['before-claim', 'after-claim', 'after-accept', 'before-mark'] as const
const mailsAtOnce = 3

describe('F4: kill -9 of the worker around a mail', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let provider: Awaited<ReturnType<typeof startFakePostmark>>
  let world: Awaited<ReturnType<typeof makeWorld>>
  let worker: Running
  const start = async () => {
    worker = await startWorker({
      databaseUrl: nodes.databaseUrl,
      preload: 'tests/support/moments.ts',
      env: { POSTMARK_TOKEN: provider.token, POSTMARK_HOST: provider.host },
    })
  }
  beforeAll(async () => {
    provider = await startFakePostmark()
    world = await makeWorld()
    await start()
  })
  afterAll(async () => {
    await worker?.kill()
    await provider?.close()
  })

  it('sends each mail once, wherever it died', () =>
    fault('F4', async ({ times, did, found }) => {
      const audit = makeAudit(nodes.sql)
      const open = async () =>
        (
          await nodes.sql(
            `select 1 from pgboss.job where name in ('notify', 'deliver-email') and state < 'completed'`,
          )
        ).length
      for (const moment of range(times).map(round => moments[round % moments.length]!)) {
        worker.tell({ at: moment, deed: 'die' })
        // Each of them is a mail to its candidate; the worker takes them together.
        await Promise.all(
          range(mailsAtOnce).map(async () => {
            const id = await makeApplication(world.job, await signedIn('candidate'))
            const to = { to: 'screening', version: 1 }
            await audit.post(nodes.a.url, world.people.recruiter, `/applications/${id}/move`, to)
          }),
        )
        await until('the worker is dead', () => worker.child.signalCode)
        await letQueuesAge(nodes.databaseUrl, nodes.sql)
        await start()
        await until('every mail is out', async () => !(await open()), 30_000)
        did()
      }
      expect(provider.accepted()).toHaveLength(times * mailsAtOnce)
      found(await audit.findings())
      found(await audit.mails(provider.accepted()))
    }))
})
