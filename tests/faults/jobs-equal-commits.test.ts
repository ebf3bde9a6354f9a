import { beforeAll, describe, expect, it } from 'vitest'
import { transaction } from '../../server/transaction.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeApplication, makeWorld } from '../support/world.ts'

const times = 1_000

describe('F5: throwing after a job was enqueued, mixed with commits', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  it('leaves exactly as many jobs and events as commits', { timeout: 120_000 }, async () => {
    const applicationId = await makeApplication(world.job, world.people.candidate)
    const [{ id: historyId }] = (await app.sql('select id from application_history')) as [{ id: string }]
    let commits = 0
    const attempt = (round: number) =>
      transaction(null, async write => {
        await write.enqueue('close-expired-jobs', { round })
        write.record('application.moved', { applicationId, historyId })
        if (round % 3 === 0) throw new Error('planted')
      }).then(
        () => void commits++,
        (error: Error) => expect(error.message).toBe('planted'),
      )
    for (let round = 0; round < times; round += 8)
      await Promise.all(
        Array.from({ length: Math.min(8, times - round) }, (_, index) => attempt(round + index)),
      )

    const count = async (text: string) =>
      Number((await app.sql<{ n: string }>(`select count(*) as n ${text}`))[0]!.n)
    expect(commits).toBe(times - Math.ceil(times / 3))
    expect(await count(`from pgboss.job where name = 'close-expired-jobs' and data ? 'round'`)).toBe(commits)
    expect(await count(`from pgboss.job where name = 'notify'`)).toBe(commits)
    expect(await count(`from event where stream_id = 'job:${world.job}:staff'`)).toBe(commits)
    expect(await count(`from stream where id = 'job:${world.job}:staff' and last_seq = ${commits}`)).toBe(1)
  })
})
