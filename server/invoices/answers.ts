import { z } from 'zod'
import { serviceTermsAnswer } from '../proposals/answers.ts'
import { listOf, money } from '../schema.ts'
import { invoiceStatuses } from './schema.ts'

const instant = z.iso.datetime()
const named = z.strictObject({ id: z.uuid(), name: z.string() })
const signed = money
  .extend({ amount: z.int() })
  .meta({ description: 'What is left to be paid; below zero it is to be given back.' })

/** An invoice as lists and events show it; which of its fields you get is your audience's cut. */
export const invoiceAnswer = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    number: z
      .string()
      .nullable()
      .meta({ examples: ['INV-2026-0001'] }),
    status: z.enum(invoiceStatuses),
    application: z.strictObject({ id: z.uuid() }),
    placement: z.strictObject({ id: z.uuid() }),
    job: z.strictObject({ id: z.uuid(), title: z.string() }),
    company: named.meta({ description: 'Whom it is for.' }),
    staffingCompany: named.meta({ description: 'Who issues it.' }),
    candidate: z.strictObject({ name: z.string() }),
    joinedOn: z.iso.date(),
    net: money,
    taxBasisPoints: z.int(),
    tax: money,
    gross: money.meta({ description: 'Net and tax.' }),
    paid: money,
    credited: money,
    balance: signed,
    issuedAt: instant.nullable(),
    issuedOn: z.iso.date().nullable().meta({ description: 'By the calendar of its issuer, as it says.' }),
    dueAt: instant,
    dueOn: z.iso.date(),
    dispute: z
      .strictObject({ at: instant, reason: z.string().nullable(), by: z.string().nullable() })
      .nullable()
      .meta({ description: 'Whether the client disputes it: nobody is reminded of it meanwhile.' }),
    visibleAt: instant.optional().meta({ description: 'To staff: when it is issued, and not before.' }),
    cancelledAt: instant.nullable().optional(),
    cancelReason: z.string().nullable().optional(),
  })
  .meta({ id: 'Invoice' })

const party = z
  .strictObject({
    name: z.string(),
    address: z.string().nullable(),
    taxId: z.string().nullable(),
    iban: z.string().nullable(),
    bic: z.string().nullable(),
    taxNote: z.string().nullable(),
  })
  .nullable()
  .meta({ description: 'As it was when the invoice was issued.' })

const paymentAnswer = z
  .strictObject({
    id: z.uuid(),
    amount: money,
    paidOn: z.iso.date(),
    reference: z.string().nullable(),
    at: instant,
    reversedAt: instant.nullable().meta({ description: 'It does not count any more.' }),
    by: z.string().optional(),
    reversedBy: z.string().nullable().optional(),
    reverseReason: z.string().nullable().optional(),
  })
  .meta({ id: 'Payment' })

const creditNoteAnswer = z
  .strictObject({
    id: z.uuid(),
    number: z.string().meta({ examples: ['CN-2026-0001'] }),
    kind: z.enum(['full', 'guarantee', 'amount']),
    net: money,
    tax: money,
    gross: money,
    reason: z.string(),
    issuedAt: instant,
    by: z.string().nullable().optional(),
    computation: z.looseObject({}).nullable().meta({ description: 'How the guarantee came to it.' }),
  })
  .meta({ id: 'CreditNote' })

const disputeAnswer = z
  .strictObject({
    at: instant,
    by: z.string(),
    reason: z.string(),
    resolvedAt: instant.nullable().meta({ description: 'Null as long as it is open.' }),
    resolvedBy: z
      .string()
      .nullable()
      .meta({ description: 'To the client only who of its own people it was.' }),
    resolution: z.string().nullable().meta({ description: 'How it was settled.' }),
  })
  .meta({ id: 'Dispute' })

export const invoiceDetailsAnswer = invoiceAnswer
  .extend({
    seller: party,
    buyer: party,
    payments: z.array(paymentAnswer),
    creditNotes: z.array(creditNoteAnswer),
    disputes: z.array(disputeAnswer).meta({ description: 'Every one there was, oldest first.' }),
    terms: serviceTermsAnswer
      .optional()
      .meta({ description: 'To staff: those that were bound at the hire.' }),
    computation: z
      .union([z.strictObject({ basisPoints: z.int(), salary: money }), z.strictObject({ fixed: money })])
      .meta({ description: 'How the fee came about.' }),
  })
  .meta({ id: 'InvoiceDetails' })

export const invoiceListAnswer = listOf(invoiceAnswer).extend({
  total: z.int().meta({ description: 'How many there are under these filters, up to a thousand.' }),
  totals: z
    .array(
      z.strictObject({
        currency: z.string(),
        gross: z.int(),
        paid: z.int(),
        credited: z.int(),
        open: z.int().meta({ description: 'What is left to be paid of those that were issued.' }),
      }),
    )
    .meta({ description: 'Sums in minor units of all that were issued under these filters, by currency.' }),
})
