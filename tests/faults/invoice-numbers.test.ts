import { describe, expect, it } from 'vitest'
import { makeBilled } from '../invoices/billed.ts'
import { planMore } from '../invoices/planned.ts'
import { hirewire } from '../support/hirewire.ts'
import { startIssuers, type Running } from '../support/nodes.ts'
import { askNumbers } from './invoice-rows.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'

const issuers = 25

describe('F15: 50 issuers, rollbacks and kills', { timeout: 1_200_000 }, () => {
  const app = hirewire()

  it('number what they issue from 1 to n, and show nobody a gap at any instant', () =>
    fault('F15', async ({ times, did, found }) => {
      const world = await makeBilled(app)
      await planMore(app.sql, (await world.joined(40)).id, times - 1)
      const audit = makeAudit(app.sql)
      const issued = async () =>
        Number((await app.sql('select count(*) from invoice where number is not null'))[0]!.count)

      const start = (backwards: boolean) =>
        startIssuers({ databaseUrl: process.env.DATABASE_URL!, issuers, backwards })
      const end = ({ child }: Running) => new Promise(resolve => child.once('exit', resolve))
      let isOver = false
      const gaps = new Set<string>()
      const watching = (async () => {
        while (!isOver) for (const what of await askNumbers(app.sql)) gaps.add(what)
      })()

      // Two processes, from both ends: of one each fifth commit is undone, the other is killed again and again.
      const [steady, first] = await Promise.all([start(true), start(false)])
      const steadyEnd = end(steady)
      steady.tell({ at: 'before-commit', deed: 'throw', every: 5 })
      let kills = 0
      for (let one = first; ; one = await start(false)) {
        const gone = end(one)
        const at = kills % 2 ? 'after-commit' : 'before-commit'
        one.tell({ at, deed: 'die', every: Math.ceil(times / 15) })
        await gone
        if (one.child.signalCode !== 'SIGKILL') break
        kills += 1
      }
      await steadyEnd
      isOver = true
      await watching
      expect(kills).toBeGreaterThan(0)
      expect(await issued()).toBe(times)
      did(times)
      found({ gaps: [...gaps] })
      found(await audit.findings())
    }))
})
