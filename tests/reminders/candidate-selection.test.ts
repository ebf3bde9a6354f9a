import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, sweepsOf } from './timeline.ts'

const rule = 'candidate-selection'

describe('reminders that a candidate is to be chosen or declined', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const judged = async (since: string) => {
    const { people, employer, staffing } = world
    const client = await app.person('client', employer)
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
    await assign(job, 'hiring_manager', { user: client }, people.manager)
    const application = await makeApplication(job, await app.person('candidate'), { stage: 'interview' })
    const startsAt = new Date(Date.now() - 7_200_000)
    const panel = [await app.person('interviewer', staffing)]
    const interview = await makeInterview(application, { panel, by: people.recruiter, startsAt })
    const body = { overall: 'yes', scores: [] }
    expect((await app.call(panel[0]!, 'PUT', `/interviews/${interview}/feedback`, body)).status).toBe(200)
    await app.sql('update application set feedback_at = $2, waiting_since = $2 where id = $1', [
      application,
      since,
    ])
    return { job, client, application }
  }

  it('come to the client after 16, 32 and 48 working hours, then once to the recruiter', async () => {
    const { application, client } = await judged('2027-03-01T09:00:00Z')
    await expectTimeline(app, {
      rule,
      subject: application,
      timeline: [
        ['2027-03-02T16:00:00Z', client, 1],
        ['2027-03-04T14:00:00Z', client, 2],
        ['2027-03-08T12:00:00Z', client, 3],
        ['2027-03-10T10:00:00Z', world.people.recruiter, 0],
      ],
    })
  })

  it('end when they are chosen, rejected, or the job is closed', async () => {
    const since = '2027-04-05T09:00:00Z'
    const [chosen, rejected, closed] = [await judged(since), await judged(since), await judged(since)]
    const post = async ({ client, application }: typeof chosen, to: string) => {
      const { version } = (await app.call(client, 'GET', `/applications/${application}`)).body
      return app.call(client, 'POST', `/applications/${application}/move`, { to, version, reason: 'So.' })
    }
    expect((await post(chosen, 'offer')).status).toBe(200)
    expect((await post(rejected, 'rejected')).status).toBe(200)
    await app.call(world.people.manager, 'POST', `/jobs/${closed.job}/close`, {})
    await sweep('2027-04-07T12:00:00Z')
    for (const { application } of [chosen, rejected, closed]) expect(await count(application)).toBe(0)
  })
})
