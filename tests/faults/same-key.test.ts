import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { signedIn, type Person } from '../support/people.ts'
import { groupsOf, range } from '../support/range.ts'
import { twoNodes } from '../support/two-nodes.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { makeAudit } from './auditor.ts'
import { fault } from './fault.ts'

const sendings = 5

describe('F16: one POST under one key, sent five times at once', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  const post = async (url: string, { token }: Person, id: string, key: string) => {
    const response = await fetch(`${url}/api/applications/${id}/move`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ to: 'screening', version: 1 }),
    })
    const replayed = response.headers.get('idempotent-replayed') === 'true'
    return { answer: `${response.status} ${response.headers.get('etag')} ${await response.text()}`, replayed }
  }

  it('is done once, and answered five times alike, byte for byte', () =>
    fault('F16', async ({ times, did, found }) => {
      const audit = makeAudit(nodes.sql)
      const watcher = await audit.sit(nodes.b.url, world.people.manager, `job:${world.job}`)
      const senders = await Promise.all(range(5).map(() => signedIn('recruiter', world.staffing)))
      const once = async (index: number) => {
        const id = await makeApplication(world.job, await signedIn('candidate'))
        const key = randomUUID()
        const answers = await Promise.all(
          range(sendings).map(sending =>
            post((sending % 2 ? nodes.a : nodes.b).url, senders[index % 5]!, id, key),
          ),
        )
        expect(new Set(answers.map(({ answer }) => answer)).size, JSON.stringify(answers)).toBe(1)
        expect(answers[0]!.answer).toMatch(/^200 "2" /)
        expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
        did()
      }
      for (const group of groupsOf(range(times), 5)) await Promise.all(group.map(once))
      found(await audit.findings())
      expect(watcher.events).toHaveLength(times)
      watcher.close()
    }))
})
