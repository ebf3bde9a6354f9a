import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, sweepsOf } from './timeline.ts'

const rule = 'recruiter-missing'

describe('reminders that a job has no recruiter', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const opened = async (since: string) => {
    const { people, employer, staffing } = world
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await app.sql('update job_posting set opened_at = $2 where id = $1', [job, since])
    return job
  }

  it('come to the managers after 2, 10 and 18 working hours, and to nobody after that', async () => {
    const { manager } = world.people
    await expectTimeline(app, {
      rule,
      subject: await opened('2027-03-01T09:00:00Z'),
      timeline: [
        ['2027-03-01T11:00:00Z', manager, 1],
        ['2027-03-02T10:00:00Z', manager, 2],
        ['2027-03-02T18:00:00Z', manager, 3],
      ],
    })
  })

  it('end when somebody is assigned', async () => {
    const { manager, recruiter } = world.people
    const job = await opened('2027-04-05T09:00:00Z')
    await sweep('2027-04-05T11:00:00Z')
    expect(await count(job)).toBe(1)
    await assign(job, 'recruiter', { user: recruiter }, manager)
    await sweep('2027-04-06T10:00:00Z')
    expect(await count(job)).toBe(1)
  })
})
