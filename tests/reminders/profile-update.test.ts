import { beforeAll, describe, expect, it } from 'vitest'
import { hirewire } from '../support/hirewire.ts'
import { makeApplication, makeWorld } from '../support/world.ts'
import { expectTimeline, ledgerOf, sweepsOf } from './timeline.ts'

const rule = 'profile-update'

describe('reminders that a profile is to be completed', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const signedUp = async (at: string) => {
    const candidate = await app.person('candidate')
    await app.sql('update candidate_profile set created_at = $2 where user_id = $1', [candidate.id, at])
    return candidate
  }
  const fill = (id: string, at: string) =>
    app.sql(
      `update candidate_profile set headline = 'Baker', location = 'Wien', skills = '{bread}', updated_at = $2
       where user_id = $1`,
      [id, at],
    )

  it('come 3 days after signing up and every 14 days, four times, as tips', async () => {
    const candidate = await signedUp('2027-03-01T12:00:00Z')
    await expectTimeline(app, {
      rule,
      subject: candidate.id,
      timeline: [
        ['2027-03-04T12:00:00Z', candidate, 1],
        ['2027-03-18T12:00:00Z', candidate, 2],
        ['2027-04-01T12:00:00Z', candidate, 3],
        ['2027-04-15T12:00:00Z', candidate, 4],
      ],
    })
    const told = await app.sql('select kind, category, data from notification where user_id = $1', [
      candidate.id,
    ])
    expect(told).toHaveLength(4)
    expect(told[0]).toMatchObject({
      kind: 'tip.due',
      category: 'tips',
      data: { title: 'Complete your profile, so that you are found', url: '/my-profile' },
    })
  })

  it('are counted from when they signed up, not from when somebody invited them or put them forward', async () => {
    const candidate = await signedUp('2027-10-04T12:00:00Z')
    await app.sql(`update users set created_at = '2027-09-01T12:00:00Z' where id = $1`, [candidate.id])
    await sweep('2027-10-07T11:59:59Z')
    expect(await count(candidate.id)).toBe(0)
    await sweep('2027-10-07T12:00:00Z')
    expect(await ledgerOf(app, rule, candidate.id)).toMatchObject([{ step: 1 }])
  })

  it('end when it is completed, and begin anew when it has not changed for 90 days', async () => {
    const candidate = await signedUp('2027-03-01T12:00:00Z')
    await fill(candidate.id, '2027-03-02T12:00:00Z')
    await expectTimeline(app, {
      rule,
      subject: candidate.id,
      timeline: [
        ['2027-05-31T12:00:00Z', candidate, 1],
        ['2027-06-14T12:00:00Z', candidate, 2],
        ['2027-06-28T12:00:00Z', candidate, 3],
        ['2027-07-12T12:00:00Z', candidate, 4],
      ],
    })
  })

  it('come to nobody who is hired, deactivated, or does not want them', async () => {
    const at = '2027-08-02T12:00:00Z'
    const [hired, deactivated, optedOut] = [await signedUp(at), await signedUp(at), await signedUp(at)]
    const application = await makeApplication(world.job, hired, { stage: 'hired' })
    await app.sql(
      `insert into placement (id, application_id, job_id, candidate_id, company_id, staffing_company_id, status,
         status_since, created_at, updated_at)
       values ($1, $1, $2, $3, $4, $5, 'expected', now(), now(), now())`,
      [application, world.job, hired.id, world.employer, world.staffing],
    )
    await app.sql('update users set deactivated_at = now() where id = $1', [deactivated.id])
    await app.sql(`insert into channel (user_id, category, in_app, mail) values ($1, 'tips', false, 'off')`, [
      optedOut.id,
    ])
    await sweep('2027-08-05T12:00:00Z')
    expect(await count(hired.id)).toBe(0)
    expect(await count(deactivated.id)).toBe(0)
    // It is on record that it was their turn, and that they heard nothing
    expect(await ledgerOf(app, rule, optedOut.id)).toMatchObject([{ in_app: false, mailed: false }])
    expect(await app.sql('select from notification where user_id = $1', [optedOut.id])).toEqual([])
  })
})
