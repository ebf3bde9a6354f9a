import { z } from 'zod'
import { anyOf, id, listQuery, money, text } from '../schema.ts'

/** What an invoice is to its readers. Late, partly paid and so on follow from its sums and the clock. */
export const invoiceStatuses = [
  'scheduled',
  'issued',
  'overdue',
  'part_paid',
  'paid',
  'credited',
  'cancelled',
] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

const date = z.iso.date().refine(day => day >= '1970-01-02' && day < '2200', 'must be between 1970 and 2200')
const sum = money.extend({ amount: money.shape.amount.min(1) })
const reason = text(1, 2_000)
const version = z
  .int()
  .min(1)
  .optional()
  .meta({ description: 'The one you saw: 409 `stale` if it has changed.' })
const invoiceInput = z.strictObject({ invoiceId: id })
const inOrder = {
  path: ['to'],
  message: 'must not be before `from`',
}

export const invoiceListQuery = z.strictObject({
  ...listQuery,
  status: anyOf(z.enum(invoiceStatuses)).optional().meta({ description: 'One or more: `issued,overdue`.' }),
  companyId: id.optional().meta({ description: 'Whom they are for.' }),
  jobId: id.optional(),
  placementId: id.optional(),
  q: text(1, 100).optional().meta({ description: 'Part of the number.' }),
  from: date.optional().meta({ description: 'Issued, or to be issued, on this day or later.' }),
  to: date.optional().meta({ description: 'On this day or earlier.' }),
})
export const invoiceCsvQuery = z
  .strictObject({ from: date, to: date })
  .refine(({ from, to }) => from <= to, inOrder)

export const payInput = invoiceInput.extend({
  amount: sum,
  paidOn: date.meta({ description: 'Today or earlier, in the staffing company’s zone.' }),
  reference: text(1, 200).optional(),
  version,
})
export const reverseInput = z.strictObject({ paymentId: id, reason })
export const disputeInput = invoiceInput.extend({ reason, version })
export const resolveInput = invoiceInput.extend({
  resolution: reason.optional().meta({ description: 'How it was settled: both sides read it.' }),
  version,
})
export const creditInput = invoiceInput.extend({
  kind: z.enum(['full', 'guarantee', 'amount']).meta({
    description:
      'All that is left of it, what the guarantee gives back for somebody who left, or an amount with its tax.',
  }),
  amount: sum.optional().meta({ description: 'Of the kind `amount` only: tax included.' }),
  reason: reason.meta({ description: 'Stands on the credit note.' }),
  version,
})

export type InvoiceListQuery = z.output<typeof invoiceListQuery>
export type InvoiceCsvQuery = z.output<typeof invoiceCsvQuery>
export type PayInput = z.output<typeof payInput>
export type ReverseInput = z.output<typeof reverseInput>
export type DisputeInput = z.output<typeof disputeInput>
export type ResolveInput = z.output<typeof resolveInput>
export type CreditInput = z.output<typeof creditInput>
