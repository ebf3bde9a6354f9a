import { beforeAll, describe, expect, it } from 'vitest'
import type { Card } from '../../realtime/apply.ts'
import type { Seat } from '../support/board-client.ts'
import { signedIn } from '../support/people.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit, type Audit } from './auditor.ts'
import { fault } from './fault.ts'

describe('a node that dies around its COMMIT', { timeout: 600_000 }, () => {
  const nodes = twoNodes({ preload: 'tests/support/moments.ts' })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const room = () => `job:${world.job}`
  const card = async () => makeApplication(world.job, await signedIn('candidate'))
  const move = (audit: Audit, url: string, id: string) =>
    audit.post(url, world.people.recruiter, `/applications/${id}/move`, { to: 'screening', version: 1 })
  const eventOf = (seat: Seat, id: string) => seat.events.find(({ data }) => (data.card as Card).id === id)

  it('F2: after it, the event still reaches the other node', () =>
    fault('F2', async ({ times, did, note, found }) => {
      const audit = makeAudit(nodes.sql)
      const watcher = await audit.sit(nodes.b.url, world.people.recruiter2, room())
      for (let round = 0; round < times; round++) {
        const id = await card()
        nodes.a.tell({ at: 'after-commit', deed: 'die' })
        expect(await move(audit, nodes.a.url, id), 'it died before it could answer').toBeUndefined()
        const restarting = nodes.restartA()
        const { at } = await until('the other node has it', () => eventOf(watcher, id))
        note('other node has it', Date.now() - Date.parse(at))
        await restarting
        did()
      }
      found(await audit.findings())
      watcher.close()
    }))

  it('F3: before it, nothing is visible and no number is lost', () =>
    fault('F3', async ({ times, did, found }) => {
      const audit = makeAudit(nodes.sql)
      const watcher = await audit.sit(nodes.b.url, world.people.recruiter2, room())
      for (let round = 0; round < times; round++) {
        const id = await card()
        nodes.a.tell({ at: 'before-commit', deed: 'die' })
        expect(await move(audit, nodes.a.url, id), 'it died before it could answer').toBeUndefined()
        const restarting = nodes.restartA()
        expect(await nodes.sql('select stage, version from application where id = $1', [id])).toEqual([
          { stage: 'applied', version: 1 },
        ])
        expect(eventOf(watcher, id)).toBeUndefined()
        // The same card again, elsewhere: the dead node's locks are gone with its connection.
        expect(await move(audit, nodes.b.url, id)).toMatchObject({ answer: { version: 2 } })
        await until('the watcher has it', () => eventOf(watcher, id))
        await restarting
        did()
      }
      found(await audit.findings())
      watcher.close()
    }))
})
