import { expect, it } from 'vitest'
import { runTimedWork } from '../../jobs/timed-work.ts'
import { now } from '../../server/clock.ts'
import { moveClock } from '../../server/demo-clock/move.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeJob, makeWorld } from '../support/world.ts'

const app = hirewire({ worker: true })
const hourMs = 3_600_000

it('moves time forward step by step: what falls due on the way is done when it is due, for everybody', async () => {
  const { employer, staffing, people } = await makeWorld()
  const [near, far] = [now().getTime() + 5 * hourMs, now().getTime() + 47 * hourMs].map(ms => new Date(ms))
  const made = { company: employer, staffing, by: people.manager }
  const jobs = [await makeJob({ ...made, deadline: near! }), await makeJob({ ...made, deadline: far! })]
  await moveClock(new Date(now().getTime() + 24 * hourMs), runTimedWork)
  await moveClock(new Date(now().getTime() + 48 * hourMs), runTimedWork)
  const closed = await app.sql<{ closed_at: Date; deadline: Date }>(
    'select closed_at, deadline from job_posting where id = any($1) order by deadline',
    [jobs],
  )
  for (const [index, stepMs] of [15 * 60_000, hourMs].entries()) {
    const late = closed[index]!.closed_at.getTime() - closed[index]!.deadline.getTime()
    expect(late).toBeGreaterThanOrEqual(0)
    expect(late).toBeLessThanOrEqual(stepMs + 5_000)
  }
  const [row] = await app.sql<{ ahead_ms: string }>('select ahead_ms from demo_clock')
  expect(Number(row!.ahead_ms)).toBeGreaterThan(71 * hourMs)
})

it('goes forward only, and not too far', async () => {
  const day = 24 * hourMs
  for (const far of [-1, 0, 101 * day])
    await expect(moveClock(new Date(now().getTime() + far), runTimedWork)).rejects.toThrow(RangeError)
})

it('is nowhere but in the demo', async () => {
  expect((await fetch(`${app.url}/dev/clock`)).status).toBe(404)
  const post = await fetch(`${app.url}/dev/clock`, {
    method: 'POST',
    body: new URLSearchParams({ by: 'hour', zone: 'UTC' }),
  })
  expect(post.status).toBe(404)
})
