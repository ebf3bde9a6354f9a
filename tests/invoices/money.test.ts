import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/new-id.ts'
import type { ServiceTerms } from '../../db/tables.ts'
import { now } from '../../server/clock.ts'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { followPlacement } from '../../server/invoices/follow-placement.ts'
import { transaction } from '../../server/transaction.ts'
import { day } from '../placements/placed.ts'
import { terms as usual } from '../proposals/parties.ts'
import { hirewire } from '../support/hirewire.ts'
import { signedIn } from '../support/people.ts'
import { eur, makeBilled, type Billed } from './billed.ts'

const most = 1_000_000_000_000

/** Half away from zero, reckoned otherwise than the product does: by the digits that are cut off. */
const rounded = (parts: bigint, whole: bigint) =>
  Number(parts / whole + ((parts % whole) * 2n >= whole ? 1n : 0n))

const amount = fc.oneof(
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 20_000_000 }),
  fc.integer({ min: 1, max: most }),
)
const agreed = fc.record({
  fee: fc.oneof(
    fc.record({ basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ amount, currency: fc.constant('EUR') }),
  ),
  rebate: fc.constantFrom('full' as const, 'pro_rata' as const),
  guaranteeDays: fc.integer({ min: 0, max: 365 }),
})
/** In parts of what there is at that moment, in thousandths: some are more than that. */
const part = fc.oneof(fc.integer({ min: 1, max: 1_100 }), fc.constant(1_000))
const step = fc.oneof(
  fc.record({ does: fc.constant('pay' as const), part }),
  fc.record({ does: fc.constant('credit' as const), part }),
  fc.record({ does: fc.constant('cent' as const) }),
  fc.record({ does: fc.constant('reverse' as const), nth: fc.nat(5) }),
  fc.record({ does: fc.constant('guarantee' as const) }),
  fc.record({ does: fc.constant('full' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

interface Details extends Record<
  'net' | 'tax' | 'gross' | 'paid' | 'credited' | 'balance',
  { amount: number }
> {
  id: string
  status: string
  taxBasisPoints: number
  payments: { id: string; amount: { amount: number }; reversedAt: string | null }[]
  creditNotes: Record<'net' | 'tax' | 'gross', { amount: number }>[]
}

const sum = (amounts: { amount: number }[]) => amounts.reduce((all, { amount }) => all + BigInt(amount), 0n)

/** Whatever was done, an invoice adds up. */
const expectToAddUp = (invoice: Details) => {
  const { net, tax, gross, paid, credited, balance, payments, creditNotes } = invoice
  expect(gross.amount).toBe(net.amount + tax.amount)
  expect(tax.amount).toBe(rounded(BigInt(net.amount) * BigInt(invoice.taxBasisPoints), 10_000n))
  expect(BigInt(paid.amount)).toBe(sum(payments.filter(one => !one.reversedAt).map(one => one.amount)))
  expect(BigInt(credited.amount)).toBe(sum(creditNotes.map(note => note.gross)))
  expect(balance.amount).toBe(gross.amount - paid.amount - credited.amount)
  expect(paid.amount).toBeLessThanOrEqual(gross.amount)
  expect(credited.amount).toBeLessThanOrEqual(gross.amount)
  for (const note of creditNotes) {
    expect(note.gross.amount).toBe(note.net.amount + note.tax.amount)
    expect(Math.min(note.net.amount, note.tax.amount)).toBeGreaterThanOrEqual(0)
  }
  const left = {
    net: BigInt(net.amount) - sum(creditNotes.map(note => note.net)),
    tax: BigInt(tax.amount) - sum(creditNotes.map(note => note.tax)),
  }
  expect(left.net >= 0n && left.tax >= 0n).toBe(true)
  // An invoice and its credit notes come to nothing together, in each of their columns.
  if (credited.amount === gross.amount) expect(left).toEqual({ net: 0n, tax: 0n })
  const isCredited = credited.amount === gross.amount
  expect(invoice.status === 'credited').toBe(isCredited)
  expect(invoice.status === 'paid').toBe(!isCredited && balance.amount <= 0)
}

describe('money', () => {
  const app = hirewire()
  let world: Billed
  let model: Awaited<ReturnType<Billed['hire']>>
  beforeAll(async () => {
    world = await makeBilled(app)
    model = await world.hire()
  })

  /** Somebody who has joined and left by now, on terms of one's own. */
  const placed = async (terms: Partial<ServiceTerms>, salary: number, left: number | null) => {
    const candidate = await signedIn('candidate')
    const [application, placement] = [newId(), newId()]
    await app.sql(
      `insert into application select (r).* from (
         select json_populate_record(a, json_build_object('id', $2::uuid, 'candidate_id', $3::uuid)) as r
         from application a where a.id = $1) x`,
      [model.application, application, candidate.id],
    )
    await app.sql('update service_terms set terms = $2 where job_id = $1', [
      model.job,
      JSON.stringify(usual(terms)),
    ])
    await app.sql(
      `insert into placement select (r).* from (
         select json_populate_record(p, json_build_object(
           'id', $2::uuid, 'application_id', $3::uuid, 'candidate_id', $4::uuid, 'salary', $5::bigint,
           'status', case when $7::date is null then 'joined' else 'left' end, 'joined_on', $6::date, 'left_on', $7::date)) as r
         from placement p where p.id = $1) x`,
      [
        model.id,
        placement,
        application,
        candidate.id,
        salary,
        day(-40),
        left === null ? null : day(-40 + left),
      ],
    )
    return placement
  }

  const take = async (invoice: Details, one: Step) => {
    const { manager } = world.people
    const path = `/invoices/${invoice.id}`
    const post = (at: string, body: object) => world.post(manager, at, body)
    const pay = (cents: number) => post(`${path}/payments`, { amount: eur(cents), paidOn: day(-1) })
    const share = (of: number, thousandths: number) => Math.max(Math.round((of / 1_000) * thousandths), 1)
    const left = invoice.gross.amount - invoice.credited.amount
    switch (one.does) {
      case 'cent':
        return { answer: await pay(1), fits: invoice.balance.amount >= 1 }
      case 'pay': {
        const cents = share(Math.max(invoice.balance.amount, 0), one.part)
        return { answer: await pay(cents), fits: cents <= invoice.balance.amount }
      }
      case 'credit': {
        const cents = share(left, one.part)
        const body = { kind: 'amount', amount: eur(cents), reason: 'So.' }
        return { answer: await post(`${path}/credit`, body), fits: cents <= left }
      }
      case 'full':
        return { answer: await post(`${path}/credit`, { kind: 'full', reason: 'So.' }), fits: left > 0 }
      case 'guarantee':
        return { answer: await post(`${path}/credit`, { kind: 'guarantee', reason: 'So.' }), fits: undefined }
      case 'reverse': {
        const payment = invoice.payments[one.nth]
        if (!payment) return undefined
        const answer = await post(`/payments/${payment.id}/reverse`, { reason: 'So.' })
        return { answer, fits: !payment.reversedAt }
      }
    }
  }

  it(
    'adds up to the cent, whatever is agreed, paid, taken back and credited',
    { timeout: 300_000 },
    async () => {
      const { manager } = world.people
      await fc.assert(
        fc.asyncProperty(
          agreed,
          amount,
          fc.integer({ min: 0, max: 10_000 }),
          fc.option(fc.nat(39)),
          fc.array(step, { maxLength: 10 }),
          async (terms, salary, tax, left, steps) => {
            await app.sql('update company set tax_basis_points = $2 where id = $1', [world.staffing, tax])
            const placement = await placed(terms, salary, left)
            const net =
              'amount' in terms.fee
                ? terms.fee.amount
                : rounded(BigInt(salary) * BigInt(terms.fee.basisPoints), 10_000n)
            const followed = transaction(null, write => followPlacement(write, placement))
            const isInside = left !== null && left < terms.guaranteeDays
            const isOwed = terms.rebate !== 'full' || !isInside
            if (isOwed && !net) {
              await expect(followed).rejects.toMatchObject({ status: 409 })
              return
            }
            await followed
            await dispatchInvoices(now())
            const listed = await world.invoiceOf(placement)
            if (!isOwed) {
              expect(listed).toBeUndefined()
              return
            }
            const read = async () => (await app.call<Details>(manager, 'GET', `/invoices/${listed.id}`)).body
            let invoice = await read()
            expect(invoice.net.amount).toBe(net)
            expectToAddUp(invoice)
            for (const one of steps) {
              const taken = await take(invoice, one)
              if (!taken) continue
              const { answer, fits } = taken
              expect(answer.status < 300 || answer.status === 409, JSON.stringify(answer.body)).toBe(true)
              if (fits !== undefined) expect(answer.status < 300, JSON.stringify({ one, invoice })).toBe(fits)
              const after = await read()
              if (answer.status === 409) expect(after).toEqual(invoice)
              invoice = after
              expectToAddUp(invoice)
            }
          },
        ),
        { numRuns: 40 },
      )
      for (const [kind, table] of [
        ['invoice', 'invoice'],
        ['credit_note', 'credit_note'],
      ]) {
        const [series] = await app.sql('select year, last from number_series where kind = $1', [kind])
        const rows = await app.sql(`select number from ${table} where number is not null order by number`)
        expect(rows.map(({ number }) => number)).toEqual(
          Array.from({ length: series?.last ?? 0 }, (_, index) => index + 1),
        )
      }
    },
  )
})
