import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, sweepsOf } from './timeline.ts'

const rule = 'interview-scheduling'

describe('reminders that an interview is to be arranged', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const entered = async (since: string) => {
    const { people, employer, staffing } = world
    const recruiter = await app.person('recruiter', staffing)
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await assign(job, 'recruiter', { user: recruiter }, people.manager)
    const application = await makeApplication(job, await app.person('candidate'), { stage: 'interview' })
    await app.sql('update application set stage_since = $2, waiting_since = $2 where id = $1', [
      application,
      since,
    ])
    return { job, recruiter, application }
  }

  it('come to the recruiters after 4, 12 and 20 working hours, then once to the managers', async () => {
    const { application, recruiter } = await entered('2027-03-01T09:00:00Z')
    await expectTimeline(app, {
      rule,
      subject: application,
      timeline: [
        ['2027-03-01T13:00:00Z', recruiter, 1],
        ['2027-03-02T12:00:00Z', recruiter, 2],
        ['2027-03-03T11:00:00Z', recruiter, 3],
        ['2027-03-04T10:00:00Z', world.people.manager, 0],
      ],
    })
  })

  it('end when one is scheduled, and when the candidate is rejected', async () => {
    const { people } = world
    const [scheduled, rejected] = [
      await entered('2027-04-05T09:00:00Z'),
      await entered('2027-04-05T09:00:00Z'),
    ]
    await makeInterview(scheduled.application, { panel: [people.interviewer], by: people.recruiter })
    await app.call(people.manager, 'POST', `/applications/${rejected.application}/reject`, { reason: 'No.' })
    await sweep('2027-04-07T12:00:00Z')
    for (const { application } of [scheduled, rejected]) expect(await count(application)).toBe(0)
  })
})
