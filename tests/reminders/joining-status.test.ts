import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeApplication, makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, sweepsOf } from './timeline.ts'

const rule = 'joining-status'

describe('reminders to say whether somebody has joined', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const hired = async (startsOn: string) => {
    const { people, employer, staffing } = world
    const client = await app.person('client', employer)
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
    await assign(job, 'hiring_manager', { user: client }, people.manager)
    const application = await makeApplication(job, await app.person('candidate'), { stage: 'hired' })
    const placement = newId()
    await app.sql(
      `insert into placement (id, application_id, job_id, candidate_id, company_id, staffing_company_id, starts_on,
         status, status_since, created_at, updated_at)
       select $1, a.id, a.job_id, a.candidate_id, $3, $4, $5, 'expected', now(), now(), now()
       from application a where a.id = $2`,
      [placement, application, employer, staffing, startsOn],
    )
    return { placement, client }
  }

  it('come on the day at 09:00 of the staffing company and every 24 working hours, five times, then to both above', async () => {
    const { recruiter, manager } = world.people
    await app.sql(`update company set zone = 'Europe/Berlin' where id = $1`, [world.staffing])
    const { placement, client } = await hired('2027-03-01')
    await app.sql(`update users set zone = 'Europe/Berlin' where id = $1`, [client.id])
    await expectTimeline(app, {
      rule,
      subject: placement,
      timeline: [
        ['2027-03-01T08:00:00Z', client, 1],
        ['2027-03-03T14:00:00Z', client, 2],
        ['2027-03-08T11:00:00Z', client, 3],
        ['2027-03-10T17:00:00Z', client, 4],
        ['2027-03-15T14:00:00Z', client, 5],
        ['2027-03-18T11:00:00Z', [recruiter, manager], 0],
      ],
    })
  })

  it('end when it is told, and begin anew when it is postponed', async () => {
    const [joined, fell, postponed] = [
      await hired('2027-04-05'),
      await hired('2027-04-05'),
      await hired('2027-04-05'),
    ]
    await app.sql(`update placement set status = 'joined', joined_on = '2027-04-05' where id = $1`, [
      joined.placement,
    ])
    await app.sql(`update placement set status = 'fell_through' where id = $1`, [fell.placement])
    await sweep('2027-04-05T09:00:00Z')
    expect([await count(joined.placement), await count(fell.placement)]).toEqual([0, 0])
    expect(await count(postponed.placement)).toBe(1)
    await app.sql(`update placement set status = 'postponed', starts_on = '2027-05-03' where id = $1`, [
      postponed.placement,
    ])
    await sweep('2027-04-30T09:00:00Z')
    expect(await count(postponed.placement)).toBe(1)
    await sweep('2027-05-03T09:00:00Z')
    expect(await count(postponed.placement)).toBe(2)
  })
})
