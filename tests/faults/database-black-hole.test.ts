import { beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '../support/people.ts'
import { range } from '../support/range.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault, nothingFound } from './fault.ts'

describe('F7: a node that loses sight of its database while it holds row locks', { timeout: 300_000 }, () => {
  const nodes = twoNodes({ preload: 'tests/support/moments.ts', proxied: true, worker: true })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('does not hold up the others, says that it is not ready, and comes back by itself', () =>
    fault('F7', async ({ times: seconds, did, note, found }) => {
      const { people, job } = world
      const room = `job:${job}`
      const cards = await Promise.all(
        range(4).map(async () => makeApplication(job, await signedIn('candidate'))),
      )
      const audit = makeAudit(nodes.sql)
      const here = await audit.sit(nodes.a.url, people.recruiter, room)
      const there = await audit.sit(nodes.b.url, people.manager, room)
      const outsider = await audit.outsider(nodes.a.url, people.outsideRecruiter, room)
      const move = (url: string, id: string) =>
        audit.post(url, people.recruiter2, `/applications/${id}/move`, { to: 'screening', version: 1 })
      const moved = async (url: string, id: string) => {
        const outcome = await move(url, id)
        return outcome && 'answer' in outcome
      }
      const readiness = async () => (await fetch(`${nodes.a.url}/readyz`)).status

      const waiting = new Promise(resolve => nodes.a.child.once('message', resolve))
      nodes.a.tell({ at: 'before-commit', deed: 'wait' })
      const lost = move(nodes.a.url, cards[0]!)
      await waiting
      nodes.proxy.blackHole()
      nodes.a.tell({ go: true })
      const began = performance.now()
      const since = () => performance.now() - began
      // More than the pool has connections: each of them is asked something that is never answered.
      const asked = range(15).map(() => move(nodes.a.url, cards[1]!))
      await Promise.all([
        until('the room is writable elsewhere', () => moved(nodes.b.url, cards[2]!), 20_000).then(() =>
          note('writable elsewhere', since()),
        ),
        until('the node says that it is not ready', async () => (await readiness()) === 503, 20_000).then(
          () => note('not ready', since()),
        ),
      ])
      await until('its time is over', () => since() > seconds * 1_000, seconds * 1_000)
      expect(await readiness()).toBe(503)
      did(seconds)

      await nodes.proxy.heal()
      const healed = performance.now()
      await until('it takes writes again', () => moved(nodes.a.url, cards[3]!), 60_000)
      await until(
        'its boards are whole again',
        () => here.room.position()!.seq === there.room.position()!.seq,
      )
      await until('it says that it is ready', async () => (await readiness()) === 200)
      note('works again', performance.now() - healed)
      const told = () =>
        nodes.sql(
          `select 1 from pgboss.job where name = 'notify' and data->>'applicationId' = $1 and state = 'completed'`,
          [cards[3]],
        )
      await until('it works its queues again', async () => (await told()).length, 40_000)
      note('queues too', performance.now() - healed)
      for (const outcome of await Promise.all([lost, ...asked]))
        expect(outcome, 'refused, not left hanging').toMatchObject({ problem: { status: 503 } })
      expect(nodes.a.child.exitCode, nodes.a.output()).toBeNull()
      found(await audit.findings())
      for (const seat of [here, there]) seat.close()
      outsider.close()
    }))

  it('finds its database again after other troubles on the line, with a whole pool', async () => {
    const { people, job } = world
    const cards = await Promise.all(
      range(300).map(async () => makeApplication(job, await signedIn('candidate'))),
    )
    const audit = makeAudit(nodes.sql)
    const here = await audit.sit(nodes.a.url, people.recruiter, `job:${job}`)
    const moved = async () => {
      const id = cards.pop()!
      const outcome = await audit.post(nodes.a.url, people.recruiter2, `/applications/${id}/move`, {
        to: 'screening',
        version: 1,
      })
      return outcome && 'answer' in outcome
    }
    const { proxy } = nodes
    const troubles = {
      cut: () => proxy.cut(),
      halfClosed: () => proxy.halfClose(),
      refused: () => {
        proxy.refuse()
        proxy.cut()
      },
      slow: () => proxy.delay(40),
    }
    for (const [what, trouble] of Object.entries(troubles)) {
      const asked = range(12).map(moved)
      trouble()
      await Promise.all(asked)
      await proxy.heal()
      await until(`it writes again after it was ${what}`, moved, 20_000)
      // As many at once as the pool has connections, and more
      expect(await Promise.all(range(15).map(moved)), what).not.toContain(false)
    }
    expect(nodes.a.child.exitCode, nodes.a.output()).toBeNull()
    expect(await audit.findings()).toEqual(nothingFound())
    here.close()
  })
})
