import { beforeAll, describe, expect, it } from 'vitest'
import { sweepReminders } from '../../server/reminders/sweep.ts'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeApplication, makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, ledgerOf } from './timeline.ts'

const rule = 'shortlist-action'

describe('reminders that a shortlisted candidate is to be decided on', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })

  /** Somebody who was proposed at an instant, on a job with its client. */
  const proposed = async (since: string) => {
    const { people, employer, staffing } = world
    const client = await app.person('client', employer, 'Clara Client')
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await assign(job, 'hiring_manager', { user: client }, people.manager)
    await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
    const candidate = await app.person('candidate', null, 'Cara Secret')
    const application = await makeApplication(job, candidate, { stage: 'screening', shortlist: 'proposed' })
    await app.sql('update application set proposed_at = $2, waiting_since = $2 where id = $1', [
      application,
      since,
    ])
    return { client, job, candidate, application }
  }

  it('come after 8, 16 and 24 working hours, then once to the recruiter and the manager, then never', async () => {
    const { recruiter, manager } = world.people
    // A Friday at noon: 6 hours of it are left
    const { client, application } = await proposed('2027-03-05T12:00:00Z')
    await expectTimeline(app, {
      rule,
      subject: application,
      timeline: [
        ['2027-03-08T11:00:00Z', client, 1],
        ['2027-03-09T10:00:00Z', client, 2],
        ['2027-03-09T18:00:00Z', client, 3],
        ['2027-03-10T17:00:00Z', [recruiter, manager], 0],
      ],
    })
  })

  it('end with the decision, and begin anew when it is proposed again', async () => {
    const { client, application } = await proposed('2027-04-05T09:00:00Z')
    await sweepReminders(new Date('2027-04-05T17:00:00Z'))
    expect(await ledgerOf(app, rule, application)).toHaveLength(1)
    await app.call(client, 'POST', `/applications/${application}/decline`, { reason: 'No.' })
    await sweepReminders(new Date('2027-04-06T17:00:00Z'))
    expect(await ledgerOf(app, rule, application)).toHaveLength(1)
  })
})
