import { beforeAll, describe, expect, it } from 'vitest'
import { now, setClockAhead } from '../../server/clock.ts'
import { dayWords, firstInstant, localDate, plusDays } from '../../server/time.ts'
import { hirewire } from '../support/hirewire.ts'
import {
  expectBadInputRefused,
  expectFieldsRefused,
  expectHidden,
  expectRefused,
} from '../support/refusals.ts'
import { unchanged } from '../support/unchanged.ts'
import { eur, makeBilled, seller, type Billed } from './billed.ts'

describe('payments', () => {
  const app = hirewire()
  let world: Billed
  let today: string
  beforeAll(async () => {
    world = await makeBilled(app)
    today = localDate(now(), seller.zone)
  })
  const pay = (id: string, amount: number, more: object = {}, person = world.people.manager) =>
    world.post(person, `/invoices/${id}/payments`, { amount: eur(amount), paidOn: today, ...more })
  const refused = (asking: () => ReturnType<typeof pay>, status: number, code: string) =>
    unchanged(async () => {
      const answer = await asking()
      expect(answer, JSON.stringify(answer.body)).toMatchObject({ status, body: { code } })
      return answer.body
    })

  it('pay an invoice in parts, to the cent', async () => {
    const { id, gross, version } = await world.issued()
    expect(gross).toEqual(eur(1_428_000))
    const first = await pay(id, 428_001, { reference: 'Bank 17', version })
    expect(first).toMatchObject({
      status: 201,
      body: {
        status: 'part_paid',
        paid: eur(428_001),
        balance: eur(999_999),
        version: version + 1,
        payments: [{ amount: eur(428_001), paidOn: today, reference: 'Bank 17', by: 'Mona Manager' }],
      },
    })
    expect((await refused(() => pay(id, 1_000_000), 409, 'more_than_left')).current).toMatchObject({ id })
    await refused(() => pay(id, 1, { version }), 409, 'stale')
    const last = await pay(id, 999_999)
    expect(last.body).toMatchObject({ status: 'paid', balance: eur(0) })
    await refused(() => pay(id, 1), 409, 'more_than_left')
    const { body } = await app.call(world.people.client, 'GET', `/invoices/${id}`)
    expect(body.payments).toHaveLength(2)
    expect(JSON.stringify(body)).not.toContain('Mona')
  })

  it('of two at once that are more than is left together, one is written down', async () => {
    const { id } = await world.issued()
    const answers = await Promise.all([pay(id, 1_000_000), pay(id, 1_000_000)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
  })

  it('are taken back, and stay in sight', async () => {
    const { manager, recruiter, client } = world.people
    const { id } = await world.issued()
    const { body } = await pay(id, 1_428_000)
    const path = `/payments/${body.payments[0].id}/reverse`
    const request = { method: 'POST' as const, path, body: { reason: 'It bounced.' } }
    await expectRefused(app, request, [
      [recruiter, 403],
      [client, 403],
      [world.people.admin, 403],
      [null, 401],
    ])
    await expectHidden(app, request, [world.people.outsideManager])
    await expectBadInputRefused(app, manager, request)
    await expectFieldsRefused(app, manager, request, [['/reason', { reason: '' }]])
    const reversed = await world.post(manager, path, request.body)
    expect(reversed).toMatchObject({
      status: 200,
      body: {
        status: 'issued',
        paid: eur(0),
        balance: eur(1_428_000),
        payments: [
          { reversedAt: expect.any(String), reversedBy: 'Mona Manager', reverseReason: 'It bounced.' },
        ],
      },
    })
    await refused(() => world.post(manager, path, request.body), 409, 'conflict')
    expect((await pay(id, 1_428_000)).body).toMatchObject({ status: 'paid' })
  })

  it('are of what was issued, in its currency, and of the past', async () => {
    const { people } = world
    const { id } = await world.issued()
    const planned = await world.invoiceOf((await world.joined(0)).id)
    await refused(() => pay(planned.id, 1), 409, 'conflict')
    await refused(() => pay(id, 1, { paidOn: plusDays(today, 1) }), 400, 'validation')
    await refused(() => pay(id, 1, { amount: { amount: 1, currency: 'USD' } }), 400, 'validation')
    await world.post(people.client, `/invoices/${id}/dispute`, { reason: 'Why so much?' })
    expect((await pay(id, 5)).body).toMatchObject({ paid: eur(5), dispute: { reason: 'Why so much?' } })

    const request = {
      method: 'POST' as const,
      path: `/invoices/${id}/payments`,
      body: { amount: eur(1), paidOn: today },
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
      ['/amount/amount', { amount: eur(0) }],
      ['/amount/amount', { amount: eur(-5) }],
      ['/amount/amount', { amount: eur(1.5) }],
      ['/amount/amount', { amount: eur(Number.MAX_SAFE_INTEGER + 1) }],
      ['/amount/currency', { amount: { amount: 1, currency: 'eur' } }],
      ['/amount', { amount: 5 }],
      ['/paidOn', { paidOn: '2026-02-30' }],
      ['/paidOn', { paidOn: '0001-01-01' }],
      ['/reference', { reference: 'x'.repeat(201) }],
      ['/version', { version: 0 }],
    ])
  })

  it('that were missed make an invoice overdue, by the clock alone', async () => {
    const { id } = await world.issued({ bound: { paymentDays: 10 } })
    const { body } = await app.call(world.people.client, 'GET', `/invoices/${id}`)
    expect(body.status).toBe('overdue')
    const { data } = (await app.call(world.people.client, 'GET', '/invoices?status=overdue')).body
    expect(data.map((row: { id: string }) => row.id)).toEqual([id])
    expect((await pay(id, 1)).body).toMatchObject({ status: 'overdue' })
    expect((await pay(id, 1_427_999)).body).toMatchObject({ status: 'paid' })
  })

  it('are in time all through the day on which they are due, by the calendar of the invoice', async () => {
    const { client } = world.people
    const { id, dueOn } = await world.issued()
    const standing = async (at: Date) => {
      setClockAhead(at.getTime() - Date.now())
      const { body } = await app.call(client, 'GET', `/invoices/${id}`)
      const listed = await app.call(client, 'GET', '/invoices?status=overdue')
      const isListed = listed.body.data.some((row: { id: string }) => row.id === id)
      expect(isListed).toBe(body.status === 'overdue')
      return body.status
    }
    const midnight = firstInstant(`${plusDays(dueOn, 1)}T00:00`, seller.zone)
    expect(await standing(new Date(midnight.getTime() - 10_000))).toBe('issued')
    // Its calendar stays, wherever its issuer moves, and whoever reads of it lives.
    await app.sql(`update company set zone = 'Pacific/Honolulu' where id = $1`, [world.staffing])
    expect(await standing(new Date(midnight.getTime() + 10_000))).toBe('overdue')
    await app.sql(`update users set zone = 'Pacific/Honolulu' where id = $1`, [client.id])
    const { body } = await app.call(client, 'GET', '/me/waiting?limit=100')
    const { title } = body.data.find((owed: { subject: { id: string } }) => owed.subject.id === id)
    expect(title).toContain(dayWords(new Date(dueOn), 'UTC'))
  })
})
