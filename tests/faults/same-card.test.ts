import { beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '../support/people.ts'
import { groupsOf, range } from '../support/range.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'

describe('F11: two people move one card with the same version', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('answers one 200 and one 409, and writes one event each', () =>
    fault('F11', async ({ times, did, found }) => {
      const { people, job } = world
      const audit = makeAudit(nodes.sql)
      const watcher = await audit.sit(nodes.b.url, people.manager, `job:${job}`)
      const pair = async () => {
        const id = await makeApplication(job, await signedIn('candidate'))
        const path = `/applications/${id}/move`
        const outcomes = await Promise.all([
          audit.post(nodes.a.url, people.recruiter, path, { to: 'screening', version: 1 }),
          audit.post(nodes.b.url, people.recruiter2, path, { to: 'rejected', version: 1, reason: 'No.' }),
        ])
        const [won, ...others] = outcomes.flatMap(outcome =>
          outcome && 'answer' in outcome ? [outcome.answer] : [],
        )
        const refused = outcomes.find(outcome => outcome && 'problem' in outcome)
        expect(others).toEqual([])
        expect(refused).toMatchObject({
          problem: { status: 409, code: 'stale', current: { id, version: 2, stage: won!.stage } },
        })
        did()
      }
      for (const pairs of groupsOf(range(times), 5)) await Promise.all(pairs.map(pair))
      found(await audit.findings())
      const moves = watcher.events.map(({ data }) => (data.card as { id: string }).id)
      expect(moves).toHaveLength(times)
      expect(new Set(moves).size).toBe(times)
      watcher.close()
    }))
})
