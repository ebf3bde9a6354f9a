import { beforeAll, describe, expect, it } from 'vitest'
import { inRoom } from '../support/board-client.ts'
import { signedIn } from '../support/people.ts'
import { post, twoNodes } from '../support/two-nodes.ts'
import { until } from '../support/wait.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

/** 100 in the full run. */
const times = process.env.FAULTS === 'full' ? 100 : 5

describe('a node that dies around its COMMIT', { timeout: 300_000 }, () => {
  const nodes = twoNodes({ preload: 'tests/support/die.ts' })
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const eventsOf = (id: string) =>
    nodes.sql(`select seq from event where stream_id = $1 and data->'card'->>'id' = $2`, [
      `job:${world.job}:staff`,
      id,
    ])

  it('F2: after it, the event still reaches the other node', async () => {
    const watcher = await inRoom(nodes.b.url, world.people.recruiter2, `job:${world.job}`)
    for (let round = 0; round < times; round++) {
      const id = await makeApplication(world.job, await signedIn('candidate'))
      nodes.a.tell({ dieAt: 'after-commit' })
      const answer = await post(nodes.a.url, world.people.recruiter.token, `/applications/${id}/move`, {
        to: 'screening',
        version: 1,
      })
      expect(answer, 'it died before it could answer').toBeUndefined()
      await until('the other node has it', () =>
        watcher.events.some(({ data }) => (data.card as { id: string }).id === id),
      )
      expect(await eventsOf(id)).toHaveLength(1)
      await nodes.restartA()
    }
    expect(watcher.events.map(({ seq }) => seq)).toEqual(watcher.events.map((_, index) => index + 1))
    watcher.close()
  })

  it('F3: before it, nothing is visible and no number is lost', async () => {
    const watcher = await inRoom(nodes.b.url, world.people.recruiter2, `job:${world.job}`)
    for (let round = 0; round < times; round++) {
      const id = await makeApplication(world.job, await signedIn('candidate'))
      nodes.a.tell({ dieAt: 'before-commit' })
      await post(nodes.a.url, world.people.recruiter.token, `/applications/${id}/move`, {
        to: 'screening',
        version: 1,
      })
      await nodes.restartA()
      expect(await eventsOf(id)).toEqual([])
      expect(await nodes.sql('select stage, version from application where id = $1', [id])).toEqual([
        { stage: 'applied', version: 1 },
      ])
      const again = await post(nodes.b.url, world.people.recruiter.token, `/applications/${id}/move`, {
        to: 'screening',
        version: 1,
      })
      expect(again?.status).toBe(200)
      await until('the watcher has it', () =>
        watcher.events.some(({ data }) => (data.card as { id: string }).id === id),
      )
    }
    const seqs = watcher.events.map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index))
    watcher.close()
  })
})
