import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, ledgerOf, sweepsOf } from './timeline.ts'

const rule = 'assignment-idle'

describe('reminders that nothing has been done on a job', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const assigned = async (since: string) => {
    const { people, employer, staffing } = world
    const recruiter = await app.person('recruiter', staffing)
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await assign(job, 'recruiter', { user: recruiter }, people.manager)
    await app.sql('update assignment set created_at = $2 where job_id = $1', [job, since])
    await app.sql('update job_posting set opened_at = $2 where id = $1', [job, since])
    return { job, recruiter }
  }

  it('come to the recruiter after 8, 16 and 24 working hours, then once to the managers', async () => {
    const { job, recruiter } = await assigned('2027-03-01T09:00:00Z')
    await expectTimeline(app, {
      rule,
      subject: job,
      timeline: [
        ['2027-03-01T17:00:00Z', recruiter, 1],
        ['2027-03-02T16:00:00Z', recruiter, 2],
        ['2027-03-03T15:00:00Z', recruiter, 3],
        ['2027-03-04T14:00:00Z', world.people.manager, 0],
      ],
    })
  })

  it('are counted from the opening for whoever was assigned before it', async () => {
    const { job, recruiter } = await assigned('2027-02-01T09:00:00Z')
    await app.sql(`update job_posting set opened_at = '2027-05-03T09:00:00Z' where id = $1`, [job])
    await sweep('2027-05-03T16:59:59Z')
    expect(await count(job)).toBe(0)
    await sweep('2027-05-03T17:00:00Z')
    expect(await ledgerOf(app, rule, job)).toMatchObject([{ user_id: recruiter.id, step: 1 }])
  })

  it('come also where the job opens while a sweep is under way', async () => {
    const { job } = await assigned('2027-06-07T09:00:00Z')
    await app.sql(`update job_posting set status = 'paused' where id = $1`, [job])
    await assigned('2027-06-07T09:00:00Z')
    // When the sweep has asked what is owed, and writes it down
    await app.sql(
      `create function open_meanwhile() returns trigger language plpgsql as $$
       begin update job_posting set status = 'open' where id = '${job}'; return null; end $$`,
    )
    await app.sql(
      'create trigger open_meanwhile after insert on owed_period execute function open_meanwhile()',
    )
    await sweep('2027-06-07T10:00:00Z')
    await app.sql('drop trigger open_meanwhile on owed_period')
    expect(await app.sql('select status from job_posting where id = $1', [job])).toEqual([{ status: 'open' }])
    await sweep('2027-06-07T17:00:00Z')
    expect(await count(job)).toBe(1)
  })

  it('end with anything they do, also where the log of it has been cleared away, with another recruiter, and the job', async () => {
    const since = '2026-01-05T09:00:00Z'
    const [acted, worked, reassigned, closed] = [
      await assigned(since),
      await assigned(since),
      await assigned(since),
      await assigned(since),
    ]
    const { body } = await app.call(acted.recruiter, 'GET', `/jobs/${acted.job}`)
    const said = await app.call(acted.recruiter, 'POST', `/jobs/${acted.job}/pause`, {})
    expect(said.status, JSON.stringify(body)).toBe(200)
    await app.call(acted.recruiter, 'POST', `/jobs/${acted.job}/reopen`, {})
    await app.sql('update assignment set worked_at = now() where job_id = $1', [worked.job])
    await app.sql('delete from assignment where job_id = $1', [reassigned.job])
    await app.call(world.people.manager, 'POST', `/jobs/${closed.job}/close`, {})
    await sweep('2027-04-05T12:00:00Z')
    for (const { job } of [acted, worked, reassigned, closed]) expect(await count(job)).toBe(0)
    // What was found is kept, so that nobody looks for it again
    const idle = await app.sql('select job_id from assignment where worked_at is null and job_id = $1', [
      acted.job,
    ])
    expect(idle).toEqual([])
  })
})
