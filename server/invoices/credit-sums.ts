import { guaranteeOf, rebateOf } from '../placements/guarantee.ts'
import { shareOf, taxOf } from './fee.ts'
import type { CreditNoteRow, InvoiceRow } from './queries.ts'

/** What a credit note takes back, in minor units. */
export interface CreditSum {
  net: number
  tax: number
}

type Sums = Pick<InvoiceRow, 'net' | 'tax' | 'gross' | 'tax_basis_points'>

/** What no credit note has taken back yet: all that can be credited. */
export const leftToCredit = (
  invoice: Pick<InvoiceRow, 'net' | 'tax'>,
  notes: Pick<CreditNoteRow, 'net' | 'tax'>[],
): CreditSum => ({
  net: notes.reduce((left, { net }) => left - Number(net), Number(invoice.net)),
  tax: notes.reduce((left, { tax }) => left - Number(tax), Number(invoice.tax)),
})

/**
 * An amount with its tax as a part of what is left, or null if it is more. The tax in it is the invoice's own share, as
 * far as there is so much left of either: what takes the last of it takes both to zero.
 */
export const creditOfAmount = (invoice: Sums, left: CreditSum, amount: number): CreditSum | null => {
  if (amount > left.net + left.tax) return null
  const share = shareOf(amount, Number(invoice.tax), Number(invoice.gross))
  const tax = Math.min(Math.max(share, amount - left.net), left.tax)
  return { net: amount - tax, tax }
}

interface Leaving extends Pick<InvoiceRow, 'terms' | 'joined_on'> {
  leftOn: string
}

/**
 * What the guarantee gives back of the whole fee for somebody who left on that day, and how it comes to it; null where
 * that is nothing, as outside of it.
 */
export const creditOfGuarantee = (
  invoice: Sums & Leaving,
): (CreditSum & { computation: Record<string, unknown> }) | null => {
  const { terms, joined_on: joinedOn, leftOn } = invoice
  const { guaranteeDays, rebate } = terms
  const { share, daysServed, daysLeft } = guaranteeOf({ joinedOn, guaranteeDays, rebate, on: leftOn })
  const net = rebateOf(Number(invoice.net), share)
  if (!net) return null
  const tax = net === Number(invoice.net) ? Number(invoice.tax) : taxOf(net, invoice.tax_basis_points)
  return { net, tax, computation: { joinedOn, leftOn, guaranteeDays, rebate, daysServed, daysLeft } }
}
