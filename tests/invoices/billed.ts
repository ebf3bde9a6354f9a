import { expect } from 'vitest'
import { now } from '../../server/clock.ts'
import { dispatchInvoices } from '../../server/invoices/dispatch.ts'
import { makePlaced } from '../placements/placed.ts'
import type { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'

type Hire = Parameters<Awaited<ReturnType<typeof makePlaced>>['hire']>[0]

/** What the staffing company of tests has on its invoices. */
export const seller = {
  zone: 'Europe/Berlin',
  address: 'Am Platz 1\n10115 Berlin',
  tax_id: 'DE123456789',
  iban: 'DE02120300000000202051',
  bic: 'BYLADEM1001',
  tax_basis_points: 1_900,
}

/** The people of `makePlaced`, and invoices of theirs. 20 % of 60,000.00 EUR and 19 % tax, unless told otherwise. */
export const makeBilled = async (app: ReturnType<typeof hirewire>) => {
  const world = await makePlaced(app)
  const { people, staffing } = world
  await app.sql(
    `update company set zone = $2, address = $3, tax_id = $4, iban = $5, bic = $6, tax_basis_points = $7 where id = $1`,
    [staffing, ...Object.values(seller)],
  )
  const invoiceOf = async (placementId: string, person: Person = people.manager) => {
    const { body } = await app.call(person, 'GET', `/invoices?placementId=${placementId}`)
    return body.data[0]
  }
  return {
    ...world,
    /** The last invoice that was made of a placement, as this person sees it. */
    invoiceOf,
    /** Joined 40 days ago: its invoice was to come 26 days ago, and is due in four. */
    issued: async (options: Hire = {}) => {
      const placement = await world.joined(40, options)
      await dispatchInvoices(now())
      const invoice = await invoiceOf(placement.id)
      expect(invoice).toMatchObject({ number: expect.stringMatching(/^INV-\d{4}-\d{4,}$/) })
      return { ...invoice, placementId: placement.id, placement }
    },
    post: (person: Person, path: string, body: object = {}) => app.call(person, 'POST', path, body),
  }
}
export type Billed = Awaited<ReturnType<typeof makeBilled>>

export const eur = (amount: number) => ({ amount, currency: 'EUR' })
