import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, ledgerOf, sweepsOf } from './timeline.ts'

const rule = 'deadline'

describe('reminders that a job is about to close', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const closing = async (deadline: string) => {
    const { people, employer, staffing } = world
    const by = people.manager
    const job = await makeJob({ company: employer, staffing, by, deadline: new Date(deadline) })
    await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
    return job
  }

  it('come to the managers and the recruiters 7, 3 and 1 days before, in the morning, each once', async () => {
    const { manager, recruiter } = world.people
    await expectTimeline(app, {
      rule,
      subject: await closing('2027-03-20T22:59:59Z'),
      timeline: [
        ['2027-03-13T09:00:00Z', [manager, recruiter], 1],
        ['2027-03-17T09:00:00Z', [manager, recruiter], 2],
        ['2027-03-19T09:00:00Z', [manager, recruiter], 3],
      ],
    })
  })

  it('are of each one’s own days', async () => {
    const zones = { 'Pacific/Auckland': '2027-06-12T21:00:00Z', 'America/St_Johns': '2027-06-13T11:30:00Z' }
    const job = await closing('2027-06-20T10:00:00Z')
    for (const [zone, at] of Object.entries(zones)) {
      const manager = await app.person('manager', world.staffing)
      await app.sql('update users set zone = $2 where id = $1', [manager.id, zone])
      await sweep(new Date(new Date(at).getTime() - 1_000).toISOString())
      const mine = async () =>
        (await ledgerOf(app, rule, job)).filter(({ user_id }) => user_id === manager.id).length
      expect(await mine(), zone).toBe(0)
      await sweep(at)
      expect(await mine(), zone).toBe(1)
      await app.sql('update users set deactivated_at = now() where id = $1', [manager.id])
    }
  })

  it('end when it is closed, and begin anew when it is extended', async () => {
    const [closed, extended] = [await closing('2027-04-20T12:00:00Z'), await closing('2027-04-20T12:00:00Z')]
    await app.call(world.people.manager, 'POST', `/jobs/${closed}/close`, {})
    await sweep('2027-04-13T09:00:00Z')
    expect([await count(closed), await count(extended)]).toEqual([0, 2])
    await app.sql('update job_posting set deadline = $2 where id = $1', [extended, '2027-04-30T12:00:00Z'])
    await sweep('2027-04-19T09:00:00Z')
    expect(await count(extended)).toBe(2)
    await sweep('2027-04-23T09:00:00Z')
    expect(await count(extended)).toBe(4)
  })

  it('come to nobody for a day that had passed when the job was opened', async () => {
    const job = await closing('2027-05-20T12:00:00Z')
    await app.sql('update job_posting set opened_at = $2 where id = $1', [job, '2027-05-18T12:00:00Z'])
    await sweep('2027-05-18T12:00:00Z')
    expect(await count(job)).toBe(0)
    await sweep('2027-05-19T09:00:00Z')
    expect((await ledgerOf(app, rule, job)).map(({ step }) => step)).toEqual([3, 3])
  })
})
