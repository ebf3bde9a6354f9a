import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, sweepsOf } from './timeline.ts'

const rule = 'job-approval'

describe('reminders that a job is to be approved', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const submitted = async (since: string) => {
    const { people, employer, staffing } = world
    const job = await makeJob({ company: employer, staffing, by: people.client, status: 'pending_approval' })
    await app.sql('update job_posting set submitted_at = $2 where id = $1', [job, since])
    return job
  }

  it('come to the managers after 4, 12 and 20 working hours, then once to the admins', async () => {
    const { manager, admin } = world.people
    const subject = await submitted('2027-03-01T09:00:00Z')
    await expectTimeline(app, {
      rule,
      subject,
      timeline: [
        ['2027-03-01T13:00:00Z', manager, 1],
        ['2027-03-02T12:00:00Z', manager, 2],
        ['2027-03-03T11:00:00Z', manager, 3],
        ['2027-03-04T10:00:00Z', admin, 0],
      ],
    })
  })

  it('end when it is approved, returned or taken away, and begin anew when it is submitted again', async () => {
    const { manager, client } = world.people
    const [approved, returned, gone] = [
      await submitted('2027-04-05T09:00:00Z'),
      await submitted('2027-04-05T09:00:00Z'),
      await submitted('2027-04-05T09:00:00Z'),
    ]
    await app.call(manager, 'POST', `/jobs/${approved}/approve`, {})
    await app.call(manager, 'POST', `/jobs/${returned}/return`, { reason: 'Which?' })
    await app.call(client, 'DELETE', `/jobs/${gone}`)
    await sweep('2027-04-07T12:00:00Z')
    for (const subject of [approved, returned, gone]) expect(await count(subject)).toBe(0)
    await app.call(client, 'POST', `/jobs/${returned}/submit`, {})
    await app.sql('update job_posting set submitted_at = $2 where id = $1', [
      returned,
      '2027-04-08T09:00:00Z',
    ])
    await sweep('2027-04-08T13:00:00Z')
    expect(await count(returned)).toBe(1)
  })
})
