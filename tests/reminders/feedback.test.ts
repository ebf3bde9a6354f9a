import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeApplication, makeInterview, makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, ledgerOf, sweepsOf } from './timeline.ts'

const rule = 'feedback'

describe('reminders that feedback is to be given', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const interviewed = async (endsAt: string) => {
    const { people, employer, staffing } = world
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
    const application = await makeApplication(job, await app.person('candidate'), { stage: 'interview' })
    const panel = [await app.person('interviewer', staffing), await app.person('interviewer', staffing)]
    const startsAt = new Date(new Date(endsAt).getTime() - 3_600_000)
    const interview = await makeInterview(application, { panel, by: people.recruiter, startsAt })
    return { application, interview, panel }
  }

  it('come to each of the panel an hour after the end and every day, ten times, then once to the recruiter', async () => {
    const { interview, panel } = await interviewed('2027-03-05T15:00:00Z')
    const days = Array.from({ length: 10 }, (_each, n) =>
      new Date(Date.UTC(2027, 2, 5 + n, 16)).toISOString(),
    )
    await expectTimeline(app, {
      rule,
      subject: interview,
      timeline: [
        ...days.map((at, n) => [at, panel, n + 1] satisfies [string, typeof panel, number]),
        ['2027-03-15T16:00:00Z', world.people.recruiter, 0],
      ],
    })
  })

  it('end for whoever has given theirs, and with the decision or the interview', async () => {
    const { people } = world
    const [given, decided, cancelled] = [
      await interviewed('2026-11-02T12:00:00Z'),
      await interviewed('2026-11-02T12:00:00Z'),
      await interviewed('2026-11-02T12:00:00Z'),
    ]
    const [done, other] = given.panel
    const body = { overall: 'yes', scores: [] }
    expect((await app.call(done!, 'PUT', `/interviews/${given.interview}/feedback`, body)).status).toBe(200)
    await app.call(people.manager, 'POST', `/applications/${decided.application}/reject`, { reason: 'No.' })
    await app.sql(`update interview set status = 'cancelled' where id = $1`, [cancelled.interview])
    await sweep('2027-04-05T14:00:00Z')
    expect((await ledgerOf(app, rule, given.interview)).map(({ user_id }) => user_id)).toEqual([other!.id])
    for (const { interview } of [decided, cancelled]) expect(await count(interview)).toBe(0)
  })

  it('are counted from the end of the time that holds: a new one is another occurrence', async () => {
    const { interview, panel } = await interviewed('2027-05-03T12:00:00Z')
    const again = ['2027-05-05T12:00:00Z', interview]
    await sweep('2027-05-03T13:00:00Z')
    expect(await count(interview)).toBe(panel.length)
    await app.sql(
      `update interview set starts_at = $1::timestamptz - interval '1 hour', ends_at = $1 where id = $2`,
      again,
    )
    await sweep('2027-05-04T13:00:00Z')
    await sweep('2027-05-05T12:59:59Z')
    expect(await count(interview)).toBe(panel.length)
    await sweep('2027-05-05T13:00:00Z')
    expect((await ledgerOf(app, rule, interview)).map(({ step }) => step)).toEqual([1, 1, 1, 1])
  })
})
