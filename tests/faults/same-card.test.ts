import { beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '../support/people.ts'
import { post, twoNodes } from '../support/two-nodes.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

/** 1,000 in the full run. */
const pairs = process.env.FAULTS === 'full' ? 1_000 : 150

describe('F11: two people move one card with the same version', { timeout: 300_000 }, () => {
  const nodes = twoNodes()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('answers one 200 and one 409, and writes one event each', async () => {
    for (let round = 0; round < pairs; round++) {
      const id = await makeApplication(world.job, await signedIn('candidate'))
      const answers = await Promise.all([
        post(nodes.a.url, world.people.recruiter.token, `/applications/${id}/move`, {
          to: 'screening',
          version: 1,
        }),
        post(nodes.b.url, world.people.recruiter2.token, `/applications/${id}/move`, {
          to: 'rejected',
          version: 1,
          reason: 'Not now.',
        }),
      ])
      expect(answers.map(answer => answer!.status).toSorted()).toEqual([200, 409])
      const refused = answers.find(answer => answer!.status === 409)!
      const won = answers.find(answer => answer!.status === 200)!
      expect(refused.body).toMatchObject({
        code: 'stale',
        current: { id, version: 2, stage: won.body.stage },
      })
      const written = await nodes.sql(
        `select 1 from event where stream_id = $1 and data->'card'->>'id' = $2`,
        [`job:${world.job}:staff`, id],
      )
      expect(written).toHaveLength(1)
    }
  })
})
