import { beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '../support/people.ts'
import { groupsOf, range } from '../support/range.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'

describe('F5: throwing after a job was enqueued, mixed with commits', { timeout: 300_000 }, () => {
  const nodes = twoNodes({ preload: 'tests/support/moments.ts' })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('leaves exactly as many jobs and events as commits', () =>
    fault('F5', async ({ times, did, found }) => {
      const audit = makeAudit(nodes.sql)
      nodes.a.tell({ at: 'after-enqueue', deed: 'throw', every: 3 })
      let commits = 0
      const attempt = async () => {
        const id = await makeApplication(world.job, await signedIn('candidate'))
        const outcome = await audit.post(nodes.a.url, world.people.recruiter, `/applications/${id}/move`, {
          to: 'screening',
          version: 1,
        })
        if (outcome && 'answer' in outcome) commits += 1
        else expect(outcome).toMatchObject({ problem: { status: 500 } })
        did()
      }
      for (const attempts of groupsOf(range(times), 8)) await Promise.all(attempts.map(attempt))

      expect(commits).toBeGreaterThan(times / 3)
      expect(commits).toBeLessThan(times)
      // That each step in a history has its event and its job is the audit's to say.
      const [steps] = await nodes.sql<{ count: string }>(
        'select count(*) from application_history where from_stage is not null',
      )
      expect(Number(steps!.count)).toBe(commits)
      const [jobs] = await nodes.sql<{ count: string }>(
        `select count(*) from pgboss.job where name = 'notify'`,
      )
      expect(Number(jobs!.count)).toBe(commits)
      found(await audit.findings())
    }))
})
