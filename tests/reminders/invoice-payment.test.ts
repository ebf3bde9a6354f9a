import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { hirewire } from '../support/hirewire.ts'
import { assign, makeApplication, makeCompany, makeJob, makeWorld } from '../support/world.ts'
import { expectTimeline, ledgerOf, sweepsOf } from './timeline.ts'

const rule = 'invoice-payment'

describe('reminders that an invoice is to be paid', () => {
  const app = hirewire()
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld()
  })
  const { sweep, count } = sweepsOf(app, rule)

  let number = 0
  const issued = async (dueAt: string, { paymentDays = 14 } = {}) => {
    const { people, staffing } = world
    const company = await makeCompany('employer', staffing)
    const clients = [await app.person('client', company), await app.person('client', company)]
    const job = await makeJob({ company, staffing, by: people.manager })
    await assign(job, 'recruiter', { user: people.recruiter }, people.manager)
    const candidate = await app.person('candidate')
    const application = await makeApplication(job, candidate, { stage: 'hired' })
    const [placement, thread, message, proposal, terms, invoice] = [1, 2, 3, 4, 5, 6].map(newId)
    const all = (text: string, ...values: unknown[]) => app.sql(text, values)
    await all(
      `insert into placement (id, application_id, job_id, candidate_id, company_id, staffing_company_id, starts_on,
         status, joined_on, status_since, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, '2027-01-04', 'joined', '2027-01-04', now(), now(), now())`,
      placement,
      application,
      job,
      candidate.id,
      company,
      staffing,
    )
    await all(
      `insert into thread (id, kind, job_id, last_number, created_at) values ($1, 'negotiation', $2, 1, now())`,
      thread,
      job,
    )
    await all(
      `insert into message (id, thread_id, number, by_id, by_name, side, text, created_at)
       values ($1, $2, 1, $3, 'Rita', 'staff', '', now())`,
      message,
      thread,
      people.manager.id,
    )
    await all(
      `insert into proposal (id, thread_id, message_id, kind, round, side, by_id, by_role, status, terms, created_at)
       values ($1, $2, $3, 'service_terms', 1, 'staff', $4, 'manager', 'accepted', '{}', now())`,
      proposal,
      thread,
      message,
      people.manager.id,
    )
    await all(
      `insert into service_terms (id, job_id, version, proposal_id, terms, bound_at) values ($1, $2, 1, $3, '{}', now())`,
      terms,
      job,
      proposal,
    )
    await all(
      `insert into invoice (id, placement_id, application_id, job_id, company_id, staffing_company_id, status, year,
         number, service_terms_id, terms, candidate_name, job_title, joined_on, currency, net, gross, seller, buyer,
         visible_at, due_at, issued_at, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, 'issued', 2027, $7, $8, '{}', 'Cara', 'Baker', '2027-01-04', 'EUR', 100, 100, '{}',
         '{}', $9::timestamptz - $10 * interval '1 day', $9, $9::timestamptz - $10 * interval '1 day', now(), now())`,
      invoice,
      placement,
      application,
      job,
      company,
      staffing,
      ++number,
      terms,
      dueAt,
      paymentDays,
    )
    return { invoice: invoice!, clients, company }
  }

  it('come 3 days before, on the day and every 7 days, five times, then once to the managers', async () => {
    const { invoice, clients } = await issued('2027-03-15T09:00:00Z')
    await expectTimeline(app, {
      rule,
      subject: invoice,
      timeline: [
        ['2027-03-12T09:00:00Z', clients, 1],
        ['2027-03-15T09:00:00Z', clients, 2],
        ['2027-03-22T09:00:00Z', clients, 3],
        ['2027-03-29T09:00:00Z', clients, 4],
        ['2027-04-05T09:00:00Z', clients, 5],
        ['2027-04-12T09:00:00Z', world.people.manager, 0],
      ],
    })
  })

  it('come to the billing contacts where there are any, and to all where those have left', async () => {
    const { invoice, clients, company } = await issued('2027-05-10T09:00:00Z')
    const [contact, other] = clients
    await app.sql('insert into billing_contact (company_id, user_id) values ($1, $2)', [company, contact!.id])
    await sweep('2027-05-07T09:00:00Z')
    expect((await ledgerOf(app, rule, invoice)).map(({ user_id }) => user_id)).toEqual([contact!.id])
    await app.sql('update users set deactivated_at = now() where id = $1', [contact!.id])
    await sweep('2027-05-10T09:00:00Z')
    expect((await ledgerOf(app, rule, invoice)).map(({ user_id }) => user_id)).toEqual([
      contact!.id,
      other!.id,
    ])
  })

  it('rest while it is disputed, and end when it is paid or credited', async () => {
    const [disputed, paid, credited] = [
      await issued('2027-06-07T09:00:00Z'),
      await issued('2027-06-07T09:00:00Z'),
      await issued('2027-06-07T09:00:00Z'),
    ]
    await app.sql(
      `insert into invoice_dispute (id, invoice_id, reason, by_id, by_name, created_at)
       select gen_random_uuid(), $1, 'Too much.', u.id, u.name, now() from users u where u.role = 'client' limit 1`,
      [disputed.invoice],
    )
    await app.sql('update invoice set paid = 60, credited = 40 where id = $1', [paid.invoice])
    await app.sql('update invoice set credited = gross where id = $1', [credited.invoice])
    await sweep('2027-06-07T09:00:00Z')
    for (const { invoice } of [disputed, paid, credited]) expect(await count(invoice)).toBe(0)
    await app.sql(
      'update invoice_dispute set resolved_at = now(), resolved_by_client = false where invoice_id = $1',
      [disputed.invoice],
    )
    await sweep('2027-06-14T09:00:00Z')
    expect((await ledgerOf(app, rule, disputed.invoice)).map(({ step }) => step)).toEqual([3, 3])
  })

  it('count from the day it came, where that is later than the day on which it was due', async () => {
    const { invoice, clients } = await issued('2027-08-02T09:00:00Z', { paymentDays: -45 })
    await expectTimeline(app, {
      rule,
      subject: invoice,
      timeline: [
        ['2027-09-16T09:00:00Z', clients, 2],
        ['2027-09-23T09:00:00Z', clients, 3],
        ['2027-09-30T09:00:00Z', clients, 4],
        ['2027-10-07T09:00:00Z', clients, 5],
        ['2027-10-14T09:00:00Z', world.people.manager, 0],
      ],
    })
  })

  it('leave out a day that had passed when it was issued', async () => {
    const { invoice } = await issued('2027-07-05T09:00:00Z', { paymentDays: 1 })
    await sweep('2027-07-04T09:00:01Z')
    expect(await count(invoice)).toBe(0)
    await sweep('2027-07-05T09:00:00Z')
    expect((await ledgerOf(app, rule, invoice)).map(({ step }) => step)).toEqual([2, 2])
  })
})
