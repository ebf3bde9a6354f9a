import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, sweepsOf } from './timeline.ts'

const rule = 'terms-approval'

describe('reminders that agreed terms are to be approved', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  const accepted = async (since: string) => {
    const { people, employer, staffing } = world
    const job = await makeJob({ company: employer, staffing, by: people.manager })
    const [thread, message, proposal] = [newId(), newId(), newId()]
    await app.sql(
      `insert into thread (id, kind, job_id, last_number, created_at) values ($1, 'negotiation', $2, 1, $3)`,
      [thread, job, since],
    )
    await app.sql(
      `insert into message (id, thread_id, number, by_id, by_name, side, text, created_at)
       values ($1, $2, 1, $3, 'Rita', 'staff', '', $4)`,
      [message, thread, people.recruiter.id, since],
    )
    await app.sql(
      `insert into proposal (id, thread_id, message_id, kind, round, side, by_id, by_role, status, review, terms,
         decided_at, decided_by_id, decided_by_name, created_at)
       values ($1, $2, $3, 'service_terms', 1, 'staff', $4, 'recruiter', 'accepted', 'pending', $5, $6, $7, 'Clara', $6)`,
      [proposal, thread, message, people.recruiter.id, JSON.stringify(terms), since, people.client.id],
    )
    return { job, proposal }
  }
  const terms = {
    fee: { basisPoints: 2000 },
    currency: 'EUR',
    paymentDays: 14,
    invoiceDelayDays: 30,
    guaranteeDays: 90,
    rebate: 'pro_rata',
  }

  it('come to the managers after 4, 12 and 20 working hours, then once to the admins', async () => {
    const { manager, admin } = world.people
    const { proposal } = await accepted('2027-03-01T09:00:00Z')
    await expectTimeline(app, {
      rule,
      subject: proposal,
      timeline: [
        ['2027-03-01T13:00:00Z', manager, 1],
        ['2027-03-02T12:00:00Z', manager, 2],
        ['2027-03-03T11:00:00Z', manager, 3],
        ['2027-03-04T10:00:00Z', admin, 0],
      ],
    })
  })

  it('end when they are approved, and when they are returned', async () => {
    const { manager } = world.people
    const [approved, returned] = [
      await accepted('2027-04-05T09:00:00Z'),
      await accepted('2027-04-05T09:00:00Z'),
    ]
    await app.call(manager, 'POST', `/proposals/${approved.proposal}/approve`, {})
    await app.call(manager, 'POST', `/proposals/${returned.proposal}/return`, { reason: 'Too little.' })
    await sweep('2027-04-07T12:00:00Z')
    for (const { proposal } of [approved, returned]) expect(await count(proposal)).toBe(0)
  })
})
