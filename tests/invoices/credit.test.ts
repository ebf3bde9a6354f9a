import { beforeAll, describe, expect, it } from 'vitest'
import { now } from '../../server/clock.ts'
import { localDate } from '../../server/time.ts'
import { day } from '../placements/placed.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { eur, makeBilled, seller, type Billed } from './billed.ts'

describe('credit notes', () => {
  const app = hirewire()
  let world: Billed
  let today: string
  beforeAll(async () => {
    world = await makeBilled(app)
    today = localDate(now(), seller.zone)
  })
  const credit = (id: string, body: object, person = world.people.manager) =>
    world.post(person, `/invoices/${id}/credit`, { reason: 'Agreed.', ...body })
  const refused = async (asking: () => ReturnType<typeof credit>, status: number, code: string) => {
    const answer = await unchanged(asking)
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status, body: { code } })
    return answer.body
  }
  const leave = async ({ id, version }: { id: string; version: number }, leftOn: string) => {
    const body = { status: 'left', leftOn, reason: 'So.', version }
    expect((await world.change(world.people.client, id, body)).status).toBe(200)
  }

  it('take back an amount with its share of tax, then all that is left', async () => {
    const { id, version } = await world.issued()
    const first = await credit(id, { kind: 'amount', amount: eur(100_001), version })
    expect(first).toMatchObject({
      status: 201,
      body: {
        status: 'issued',
        credited: eur(100_001),
        balance: eur(1_327_999),
        creditNotes: [
          {
            number: expect.stringMatching(/^CN-\d{4}-\d{4}$/),
            kind: 'amount',
            net: eur(84_034),
            tax: eur(15_967),
            reason: 'Agreed.',
            by: 'Mona Manager',
          },
        ],
      },
    })
    await refused(() => credit(id, { kind: 'amount', amount: eur(1_328_000) }), 409, 'more_than_left')
    await refused(() => credit(id, { kind: 'full', version }), 409, 'stale')
    const { body } = await credit(id, { kind: 'full' })
    expect(body).toMatchObject({ status: 'credited', credited: body.gross, balance: eur(0) })
    const sum = (field: 'net' | 'tax') =>
      body.creditNotes.reduce(
        (all: number, note: Record<string, { amount: number }>) => all + note[field]!.amount,
        0,
      )
    expect([sum('net'), sum('tax')]).toEqual([body.net.amount, body.tax.amount])
    await refused(() => credit(id, { kind: 'full' }), 409, 'conflict')
    const seen = await app.call(world.people.client, 'GET', `/invoices/${id}`)
    expect(seen.body.creditNotes).toHaveLength(2)
    expect(JSON.stringify(seen.body)).not.toContain('Mona')
  })

  it('of several at once, beside a payment and a dispute, come to what was invoiced and no more', async () => {
    const { people } = world
    const { id, gross } = await world.issued()
    const answers = await Promise.all([
      credit(id, { kind: 'full' }),
      credit(id, { kind: 'amount', amount: gross }),
      world.post(people.manager, `/invoices/${id}/payments`, { amount: eur(5_000), paidOn: today }),
      world.post(people.client, `/invoices/${id}/dispute`, { reason: 'Both of them?' }),
      credit(id, { kind: 'full' }),
    ])
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((_status, at) => at !== 2 && at !== 3).toSorted()).toEqual([201, 409, 409])
    const { body } = await app.call(people.manager, 'GET', `/invoices/${id}`)
    expect(body).toMatchObject({
      status: 'credited',
      credited: gross,
      paid: eur(statuses[2] === 201 ? 5_000 : 0),
      creditNotes: [{ gross }],
      disputes: statuses[3] === 200 ? [{ reason: 'Both of them?' }] : [],
    })
  })

  it('leave what was paid too much to be given back', async () => {
    const { id, gross } = await world.issued()
    await world.post(world.people.manager, `/invoices/${id}/payments`, { amount: gross, paidOn: today })
    const { body } = await credit(id, { kind: 'amount', amount: eur(428_000) })
    expect(body).toMatchObject({ status: 'paid', balance: eur(-428_000) })
  })

  it('answer a guarantee by the days that were served', async () => {
    const { id, placement } = await world.issued()
    await refused(() => credit(id, { kind: 'guarantee' }), 409, 'conflict')
    await leave(placement, day(-10))
    const { body } = await credit(id, { kind: 'guarantee' })
    // Joined 40 days ago, left 10 days ago: 31 days served, 59 of 90 are left
    expect(body.creditNotes[0]).toMatchObject({
      kind: 'guarantee',
      net: eur(786_667),
      tax: eur(149_467),
      computation: { daysServed: 31, daysLeft: 59, guaranteeDays: 90, rebate: 'pro_rata', leftOn: day(-10) },
    })
    await refused(() => credit(id, { kind: 'guarantee' }), 409, 'conflict')
    const seen = await app.call(world.people.client, 'GET', `/invoices/${id}`)
    expect(seen.body.creditNotes[0].computation).toEqual(body.creditNotes[0].computation)

    const full = await world.issued({ bound: { rebate: 'full' } })
    await leave(full.placement, day(-1))
    expect((await credit(full.id, { kind: 'guarantee' })).body).toMatchObject({ status: 'credited' })

    const outside = await world.issued({ bound: { guaranteeDays: 30 } })
    await leave(outside.placement, day(-5))
    const words = await refused(() => credit(outside.id, { kind: 'guarantee' }), 409, 'conflict')
    expect(words.detail).toContain(day(-5))

    const before = await world.issued({ bound: { rebate: 'full' } })
    await leave(before.placement, day(-1))
    await credit(before.id, { kind: 'amount', amount: eur(1) })
    await refused(() => credit(before.id, { kind: 'guarantee' }), 409, 'more_than_left')
  })

  it('are of what was issued, in its currency, and the manager’s', async () => {
    const { people } = world
    const { id } = await world.issued()
    const planned = await world.invoiceOf((await world.joined(0)).id)
    await refused(() => credit(planned.id, { kind: 'full' }), 409, 'conflict')
    await refused(
      () => credit(id, { kind: 'amount', amount: { amount: 5, currency: 'USD' } }),
      400,
      'validation',
    )
    const request = {
      method: 'POST' as const,
      path: `/invoices/${id}/credit`,
      body: { kind: 'full', reason: 'Agreed.' },
    }
    await expectRefused(app, request, [
      [people.recruiter, 403],
      [people.admin, 403],
      [people.client, 403],
      [people.agency, 403],
      [people.candidate, 403],
      [people.interviewer, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [people.outsideManager])
    await expectBadInputRefused(app, people.manager, request)
    await expectFieldsRefused(app, people.manager, request, [
      ['/kind', { kind: 'some' }],
      ['/reason', { reason: '' }],
      ['/amount', { amount: eur(5) }],
      ['/amount', { kind: 'guarantee', amount: eur(5) }],
      ['/amount', { kind: 'amount' }],
      ['/amount/amount', { kind: 'amount', amount: eur(0) }],
      ['/amount/amount', { kind: 'amount', amount: eur(0.5) }],
    ])
  })
})
