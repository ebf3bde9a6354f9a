import { describe, expect, it } from 'vitest'
import { makeBilled } from '../invoices/billed.ts'
import { planMore } from '../invoices/planned.ts'
import { hirewire } from '../support/hirewire.ts'
import type { Order } from '../support/moments.ts'
import { startIssuers, type Running } from '../support/nodes.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'

/** What happens to a process of 25 issuers in each round; the last one goes through. */
const orders: Order[] = [
  { at: 'before-commit', deed: 'throw', every: 7 },
  { at: 'before-commit', deed: 'die', every: 40 },
  { at: 'after-commit', deed: 'die', every: 30 },
  { at: 'before-commit', deed: 'throw', every: 2 },
  { at: 'after-commit', deed: 'die', every: 1 },
]
const kills = 10

describe('F15: 50 issuers, rollbacks and kills', { timeout: 1_200_000 }, () => {
  const app = hirewire()

  it('number what they issue from 1 to n, and show nobody a gap at any instant', () =>
    fault('F15', async ({ times, did, note, found }) => {
      const world = await makeBilled(app)
      await planMore(app.sql, (await world.joined(40)).id, times - 1)
      const audit = makeAudit(app.sql)
      const issued = async () => Number((await app.sql('select count(*) from invoice where number is not null'))[0]!.count)

      /** Two processes at it from both ends. The first is given the orders; what it leaves, its next life takes up. */
      const start = (backwards: boolean) =>
        startIssuers({ databaseUrl: process.env.DATABASE_URL!, issuers: 25, backwards })
      const end = ({ child }: Running) => new Promise(resolve => child.once('exit', resolve))
      let isOver = false
      const gaps = new Set<string>()
      const watching = (async () => {
        while (!isOver) for (const what of await audit.gapsInNumbers()) gaps.add(what)
      })()
      const began = performance.now()
      const steady = await start(true)
      const steadyEnd = end(steady)
      steady.tell({ at: 'before-commit', deed: 'throw', every: 5 })
      for (let life = 0; life < kills && (await issued()) < times; life++) {
        const one = await start(false)
        const gone = end(one)
        one.tell(orders[life % orders.length]!)
        await gone
      }
      await steadyEnd
      isOver = true
      await watching
      note('issued', times / ((performance.now() - began) / 1_000))
      expect(await issued()).toBe(times)
      did(times)
      found({ gaps: [...gaps] })
      found(await audit.findings())
    }))
})
