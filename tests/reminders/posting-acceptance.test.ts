import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, sweepsOf } from './timeline.ts'

const rule = 'posting-acceptance'

describe('reminders that somebody is asked to be put forward', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const proposed = async (since: string, { days = 14 } = {}) => {
    const { people, employer, staffing } = world
    const candidate = await app.person('candidate')
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
    const submission = newId()
    await app.sql(
      `insert into submission (id, job_id, candidate_id, company_id, source, by_id, by_name, by_company_name,
         candidate_name, job_title, company_name, status, consent_text, expires_at, created_at, updated_at)
       values ($1, $2, $3, $4, 'recruiter', $5, 'Rita', 'Staff', 'Cara as named', 'Baker', 'Bakery', 'proposed', 'Yes?',
         $6::timestamptz + $7 * interval '1 day', $6, $6)`,
      [submission, job, candidate.id, employer, people.recruiter.id, since, days],
    )
    return { submission, candidate, job }
  }

  it('come to the candidate after 24, 48 and 72 hours, then once to the recruiter', async () => {
    const { submission, candidate } = await proposed('2027-03-05T12:00:00Z')
    await expectTimeline(app, {
      rule,
      subject: submission,
      timeline: [
        ['2027-03-06T12:00:00Z', candidate, 1],
        ['2027-03-07T12:00:00Z', candidate, 2],
        ['2027-03-08T12:00:00Z', candidate, 3],
        ['2027-03-09T12:00:00Z', world.people.recruiter, 0],
      ],
    })
    const [line] = await app.sql(
      `select data ->> 'title' as title from notification where user_id = $1 and data ->> 'url' like '%/put-forward'`,
      [world.people.recruiter.id],
    )
    expect(line!.title).toMatch(/^Cara as named has not said whether to be put forward for Job /)
  })

  it('end with an answer, when the time for it is over, and when the job is closed', async () => {
    const since = '2027-04-05T12:00:00Z'
    const [declined, expired, closed] = [
      await proposed(since),
      await proposed(since, { days: 1 }),
      await proposed(since),
    ]
    await app.call(declined.candidate, 'POST', `/submissions/${declined.submission}/decline`, {})
    await app.call(world.people.manager, 'POST', `/jobs/${closed.job}/close`, {})
    await sweep('2027-04-06T12:00:00Z')
    for (const { submission } of [declined, expired, closed]) expect(await count(submission)).toBe(0)
  })
})
