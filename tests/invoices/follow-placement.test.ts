import { beforeAll, describe, expect, it } from 'vitest'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { firstInstant, plusDays } from '../../server/time.ts'
import { day } from '../placements/placed.ts'
import { hirewire } from '../support/hirewire.ts'
import { makeCompany, makeJob } from '../support/world.ts'
import { unchanged } from '../support/unchanged.ts'
import { eur, makeBilled, seller, type Billed } from './billed.ts'

const morning = (date: string) => firstInstant(`${date}T09:00`, seller.zone).toISOString()

describe('the invoice of a placement', () => {
  const app = hirewire()
  let world: Billed
  beforeAll(async () => {
    world = await makeBilled(app)
  })
  const change = async (id: string, body: object) => {
    const answer = await world.change(world.people.client, id, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.version as number
  }
  const numbersTaken = async () => (await app.sql('select * from number_series')).length

  it('is planned when somebody joins, from the terms that were bound at the hire', async () => {
    const placement = await world.hire({ bound: { fee: { basisPoints: 1_833 } }, salary: 5_432_155 })
    await world.bind(placement.job, { fee: { amount: 1, currency: 'EUR' }, invoiceDelayDays: 99 })
    expect(await world.invoiceOf(placement.id)).toBeUndefined()
    await change(placement.id, { status: 'joined', joinedOn: day(-3), version: 1 })
    const invoice = await world.invoiceOf(placement.id)
    expect(invoice).toMatchObject({
      status: 'scheduled',
      number: null,
      issuedAt: null,
      joinedOn: day(-3),
      candidate: { name: placement.candidate.name },
      net: eur(995_714),
      tax: eur(189_186),
      gross: eur(1_184_900),
      visibleAt: morning(plusDays(day(-3), 14)),
      dueAt: morning(plusDays(day(-3), 44)),
    })
    const { body } = await app.call(world.people.manager, 'GET', `/invoices/${invoice.id}`)
    expect(body).toMatchObject({
      computation: { basisPoints: 1_833, salary: eur(5_432_155) },
      terms: { fee: { basisPoints: 1_833 }, invoiceDelayDays: 14 },
      seller: null,
    })
    expect(await numbersTaken()).toBe(0)
  })

  it('moves with the joining, and is made anew when somebody joins after all', async () => {
    const { id } = await world.hire()
    let version = await change(id, { status: 'joined', joinedOn: day(-10), version: 1 })
    const planned = await world.invoiceOf(id)
    version = await change(id, { status: 'joined', joinedOn: day(-2), version })
    const moved = await world.invoiceOf(id)
    expect(moved).toMatchObject({
      id: planned.id,
      joinedOn: day(-2),
      visibleAt: morning(day(12)),
      version: 2,
    })

    const postponed = { status: 'postponed', startsOn: day(5), reason: 'Ill.', version }
    version = await change(id, postponed)
    expect(await world.invoiceOf(id)).toMatchObject({
      status: 'cancelled',
      number: null,
      cancelReason: 'The joining was postponed: Ill.',
    })
    version = await change(id, { status: 'joined', joinedOn: day(), version })
    expect(await world.invoiceOf(id)).toMatchObject({ status: 'scheduled', joinedOn: day() })
    expect(await numbersTaken()).toBe(0)
  })

  it('is cancelled where all would be given back, and stays where a part would be', async () => {
    const full = await world.joined(5, { bound: { rebate: 'full' } })
    await change(full.id, { status: 'left', leftOn: day(), reason: 'So.', version: full.version })
    const cancelled = await world.invoiceOf(full.id)
    expect(cancelled).toMatchObject({ status: 'cancelled', number: null })
    expect(cancelled.cancelReason).toContain('inside of the guarantee')

    const outside = await world.joined(20, {
      bound: { rebate: 'full', guaranteeDays: 10, invoiceDelayDays: 60 },
    })
    await change(outside.id, { status: 'left', leftOn: day(), reason: 'So.', version: outside.version })
    expect(await world.invoiceOf(outside.id)).toMatchObject({ status: 'scheduled' })
  })

  it('is issued together with its credit note where somebody left before it, pro rata', async () => {
    const part = await world.joined(13, { bound: { guaranteeDays: 90 } })
    await change(part.id, { status: 'left', leftOn: day(-4), reason: 'So.', version: part.version })
    const planned = await world.invoiceOf(part.id)
    expect(planned).toMatchObject({ status: 'scheduled', credited: eur(0) })
    await dispatchInvoices(new Date(planned.visibleAt))
    const { body } = await app.call(world.people.client, 'GET', `/invoices/${planned.id}`)
    // Ten days served of ninety: 12,000.00 × 80 ÷ 90
    expect(body).toMatchObject({
      number: expect.stringMatching(/^INV-/),
      gross: eur(1_428_000),
      credited: eur(1_066_667 + 202_667),
      creditNotes: [{ kind: 'guarantee', net: eur(1_066_667), tax: eur(202_667) }],
    })
    const events = await app.sql(
      `select xmin::text as at, type from event where stream_id = $1 and type in ('invoice.issued', 'invoice.credited')`,
      [`application:${part.application}:client`],
    )
    expect(events.map(({ type }) => type)).toEqual(['invoice.issued', 'invoice.credited'])
    expect(new Set(events.map(({ at }) => at)).size, 'transactions').toBe(1)
  })

  it('is not made without bound terms, nor where a company recruits for itself', async () => {
    const bare = await world.joined(2, { bound: null })
    expect(await world.invoiceOf(bare.id)).toBeUndefined()
    const inHouse = await makeCompany('employer')
    const recruiter = await app.person('recruiter', inHouse)
    const job = await makeJob({ company: inHouse, staffing: inHouse, by: recruiter })
    const { id } = await world.application(job)
    await app.call(recruiter, 'POST', `/applications/${id}/move`, { to: 'hired', version: 1 })
    const { body } = await app.call(recruiter, 'GET', `/placements?jobId=${job}`)
    // Terms can be bound to such a job by nobody; that they are there must not matter either.
    await app.sql(
      'update placement set service_terms_id = (select id from service_terms limit 1) where job_id = $1',
      [job],
    )
    const joining = { status: 'joined', joinedOn: day(), version: 1 }
    const joined = await app.call(recruiter, 'PATCH', `/placements/${body.data[0].id}`, joining)
    expect(joined.status, JSON.stringify(joined.body)).toBe(200)
    expect((await app.call(recruiter, 'GET', '/invoices')).body.data).toEqual([])
  })

  it('keeps a joining from being recorded where no fee comes of the terms', async () => {
    const dollars = await world.hire({ bound: { currency: 'USD' } })
    const none = await world.hire({ salary: null })
    const nothing = await world.hire({ bound: { fee: { basisPoints: 1 } }, salary: 1 })
    for (const [{ id }, words] of [
      [dollars, 'The salary is in EUR and the terms are in USD'],
      [none, 'no salary was agreed'],
      [nothing, 'comes to nothing'],
    ] as const) {
      const joining = { status: 'joined', joinedOn: day(), version: 1 }
      const refused = await unchanged(() => world.change(world.people.client, id, joining))
      expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } })
      expect(refused.body.detail).toContain(words)
    }
    const fixed = await world.joined(1, {
      bound: { fee: { amount: 700_000, currency: 'EUR' } },
      salary: null,
    })
    expect(await world.invoiceOf(fixed.id)).toMatchObject({ net: eur(700_000) })
  })

  it('stands once it is issued: the joining is not changed any more, but for leaving', async () => {
    const { placement, ...invoice } = await world.issued()
    for (const body of [
      { status: 'joined', joinedOn: day(-1), version: placement.version },
      { status: 'postponed', startsOn: day(5), version: placement.version },
      { status: 'fell_through', reason: 'So.', version: placement.version },
    ]) {
      const refused = await unchanged(() => world.change(world.people.client, placement.id, body))
      expect(refused.status, body.status).toBe(409)
    }
    await change(placement.id, { status: 'left', leftOn: day(), reason: 'So.', version: placement.version })
    const after = await world.invoiceOf(placement.id)
    expect(after).toMatchObject({ id: invoice.id, version: invoice.version, credited: eur(0) })
  })
})
