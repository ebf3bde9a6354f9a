import { z } from 'zod'
import type { InvoiceParty } from '../../db/tables.ts'
import { percentText } from '../../templates/web/amounts.ts'
import { dayWords, exactMoney, ibanText } from '../../templates/web/words.ts'
import type { FeeComputation, Money } from './fee.ts'
import type { Parties } from './parties.ts'
import type { Named, PrintedDocument, PrintedParty } from './printed.ts'
import { creditNoteNumber, feeComputationOf, invoiceDay, invoiceNumber } from './presenter.ts'
import type { CreditNoteRow, InvoiceRow } from './queries.ts'

const printedParty = ({ name, address, taxId }: InvoiceParty): PrintedParty => ({
  name,
  lines: [...(address?.split('\n') ?? []), ...(taxId ? [`Tax ID ${taxId}`] : [])],
})

const totalsOf = (
  { net, tax, gross }: Pick<InvoiceRow, 'net' | 'tax' | 'gross'>,
  { currency, tax_basis_points: taxRate }: InvoiceRow,
  total: string,
) => {
  const money = (amount: string) => exactMoney({ amount: Number(amount), currency })
  return [
    { label: 'Net', value: money(net) },
    { label: `Tax, ${percentText(taxRate)} %`, value: money(tax) },
    { label: total, value: money(gross) },
  ] as const
}

/** Where to pay to. */
export const accountOf = ({ name, iban, bic }: InvoiceParty): Named[] => [
  { label: 'To', value: name },
  ...(iban ? [{ label: 'IBAN', value: ibanText(iban) }] : []),
  ...(bic ? [{ label: 'BIC', value: bic }] : []),
]

/**
 * The dates of an invoice in words, by its issuer's calendar. `late`, of one that came on a later day than agreed, as
 * where the joining was recorded late, says so: what it is due by is counted from the agreed day all the same.
 */
export const datesOf = (row: InvoiceRow) => {
  const [planned, issued, due] = [row.visible_at, row.issued_at ?? row.visible_at, row.due_at].map(at =>
    invoiceDay(row, at),
  ) as [string, string, string]
  return {
    issued: dayWords(issued),
    due: dayWords(due),
    wasDue: due < issued,
    late:
      planned < issued
        ? `This invoice was to come on ${dayWords(planned)}. When it is due is counted from that day, as agreed.`
        : null,
  }
}

/** How a fee came about. */
export const feeWords = (computation: FeeComputation) =>
  'fixed' in computation
    ? 'A fixed fee, as agreed'
    : `${percentText(computation.basisPoints)} % of ${exactMoney(computation.salary)}, the first yearly salary`

const serviceOf = (row: InvoiceRow) => `Placement of ${row.candidate_name} as ${row.job_title}`

/** An invoice as it is put on paper: what it said when it was issued, whatever was paid or credited since. */
export const invoiceDocument = (row: InvoiceRow, { seller, buyer }: Parties): PrintedDocument => {
  const number = invoiceNumber(row)
  const { issued, due, wasDue, late } = datesOf(row)
  const [net, tax, total] = totalsOf(row, row, 'Total')
  const reference = number ? [{ label: 'Reference', value: number }] : []
  return {
    title: 'Invoice',
    number,
    seller: printedParty(seller),
    buyer: printedParty(buyer),
    facts: [
      { label: 'Invoice date', value: issued },
      { label: 'Due', value: due },
      { label: 'Date of service', value: dayWords(row.joined_on) },
    ],
    lines: [
      {
        title: serviceOf(row),
        details: [feeWords(feeComputationOf(row)), `Joined on ${dayWords(row.joined_on)}`],
        amount: net.value,
      },
    ],
    totals: [net, tax, total],
    notes: [late, seller.taxNote ?? null].filter(note => note !== null),
    payment: {
      title: wasDue
        ? `Please pay ${total.value} now: it was due on ${due}`
        : `Please pay ${total.value} by ${due}`,
      facts: [...accountOf(seller), ...reference],
    },
    at: row.issued_at ?? row.visible_at,
  }
}

const guaranteed = z.object({
  joinedOn: z.string(),
  leftOn: z.string(),
  guaranteeDays: z.number(),
  rebate: z.enum(['full', 'pro_rata']),
  daysServed: z.number(),
  daysLeft: z.number(),
})

/** How a credit note comes to its sum, of an invoice of so much without tax. */
export const creditWords = (note: Pick<CreditNoteRow, 'kind' | 'computation'>, net: Money): string[] => {
  if (note.kind === 'full') return ['All that is left of the invoice']
  if (note.kind === 'amount' || !note.computation) return ['A part of the invoice']
  const { joinedOn, leftOn, guaranteeDays, rebate, daysServed, daysLeft } = guaranteed.parse(note.computation)
  return [
    `Joined on ${dayWords(joinedOn)}, left on ${dayWords(leftOn)}: ${daysServed} of ${guaranteeDays} guaranteed days served`,
    rebate === 'full'
      ? 'Inside of the guarantee the whole fee is given back'
      : `${daysLeft} of ${guaranteeDays} days of ${exactMoney(net)} are given back`,
  ]
}

/** A credit note as it is put on paper, with the invoice that it answers. */
export const creditNoteDocument = (
  note: CreditNoteRow,
  row: InvoiceRow,
  { seller, buyer }: Parties,
): PrintedDocument => {
  const { issued } = datesOf(row)
  const [net, tax, total] = totalsOf(note, row, 'Credited to you')
  return {
    title: 'Credit note',
    number: creditNoteNumber(note),
    seller: printedParty(seller),
    buyer: printedParty(buyer),
    facts: [
      { label: 'Date', value: dayWords(invoiceDay(row, note.issued_at)) },
      { label: 'For invoice', value: invoiceNumber(row)! },
      { label: 'Invoice date', value: issued },
    ],
    lines: [
      {
        title: serviceOf(row),
        details: creditWords(note, { amount: Number(row.net), currency: row.currency }),
        amount: net.value,
      },
    ],
    totals: [net, tax, total],
    notes: [note.reason, ...(seller.taxNote ? [seller.taxNote] : [])],
    payment: null,
    at: note.issued_at,
  }
}
