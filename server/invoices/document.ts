import type { InvoiceParty } from '../../db/tables.ts'
import { percentText } from '../../templates/web/amounts.ts'
import { dayWords, exactMoney } from '../../templates/web/words.ts'
import { ibanText } from '../companies/presenter.ts'
import { localDate } from '../time.ts'
import type { FeeComputation } from './fee.ts'
import type { Named, PrintedDocument, PrintedParty } from './pdf.ts'
import { creditNoteNumber, feeComputationOf, invoiceNumber } from './presenter.ts'
import type { CreditNoteRow, InvoiceRow } from './queries.ts'

const printedParty = ({ name, address, taxId }: InvoiceParty): PrintedParty => ({
  name,
  lines: [...(address?.split('\n') ?? []), ...(taxId ? [`Tax ID ${taxId}`] : [])],
})

/** What an invoice says of its money: once it is issued none of it changes. */
type Sums = Pick<InvoiceRow, 'net' | 'tax' | 'gross'>

const totalsOf = ({ net, tax, gross }: Sums, row: InvoiceRow, total: string): Named[] => {
  const money = (amount: string) => exactMoney({ amount: Number(amount), currency: row.currency })
  return [
    { label: 'Net', value: money(net) },
    { label: `Tax, ${percentText(row.tax_basis_points)} %`, value: money(tax) },
    { label: total, value: money(gross) },
  ]
}

export const feeWords = (computation: FeeComputation) =>
  'fixed' in computation
    ? 'A fixed fee, as agreed'
    : `${percentText(computation.basisPoints)} % of ${exactMoney(computation.salary)}, the first yearly salary`

/** The two companies and the calendar of an invoice: as they were when it was issued, or as they would be now. */
export interface Parties {
  seller: InvoiceParty
  buyer: InvoiceParty
  zone: string
}

const accountOf = ({ name, iban, bic }: InvoiceParty): Named[] => [
  { label: 'To', value: name },
  ...(iban ? [{ label: 'IBAN', value: ibanText(iban) }] : []),
  ...(bic ? [{ label: 'BIC', value: bic }] : []),
]

/** The dates of an invoice, by its issuer's calendar. */
export const datesOf = (
  { issued_at: issuedAt, visible_at: visibleAt, due_at: dueAt }: InvoiceRow,
  zone: string,
) => ({
  issued: dayWords(localDate(issuedAt ?? visibleAt, zone)),
  due: dayWords(localDate(dueAt, zone)),
})

/** An invoice as it is put on paper: what it said when it was issued, whatever was paid or credited since. */
export const invoiceDocument = (row: InvoiceRow, { seller, buyer, zone }: Parties): PrintedDocument => {
  const number = invoiceNumber(row)
  const { issued, due } = datesOf(row, zone)
  const totals = totalsOf(row, row, 'Total')
  const reference = { label: 'Reference', value: number ?? 'given with the number' }
  return {
    title: 'Invoice',
    number,
    seller: printedParty(seller),
    buyer: printedParty(buyer),
    facts: [
      { label: 'Invoice date', value: issued },
      { label: 'Due', value: due },
      { label: 'Date of service', value: dayWords(row.joined_on) },
      ...(number ? [{ label: 'Reference', value: number }] : []),
    ],
    lines: [
      {
        title: `Placement of ${row.candidate_name} as ${row.job_title}`,
        details: [feeWords(feeComputationOf(row)), `Joined on ${dayWords(row.joined_on)}`],
        amount: totals[0]!.value,
      },
    ],
    totals,
    notes: seller.taxNote ? [seller.taxNote] : [],
    payment: {
      title: `Please pay ${totals.at(-1)!.value} by ${due}`,
      facts: [...accountOf(seller), reference],
    },
    at: row.issued_at ?? row.visible_at,
  }
}

/** A credit note as it is put on paper, beside the invoice that it answers. */
export const creditNoteDocument = (
  note: CreditNoteRow,
  row: InvoiceRow,
  { seller, buyer, zone }: Parties,
): PrintedDocument => {
  const { issued } = datesOf(row, zone)
  const totals = totalsOf(note, row, 'Credited to you')
  return {
    title: 'Credit note',
    number: creditNoteNumber(note),
    seller: printedParty(seller),
    buyer: printedParty(buyer),
    facts: [
      { label: 'Date', value: dayWords(localDate(note.issued_at, zone)) },
      { label: 'For invoice', value: invoiceNumber(row)! },
      { label: 'Invoice date', value: issued },
    ],
    lines: [
      {
        title: `Placement of ${row.candidate_name} as ${row.job_title}`,
        details: creditWords(note, row),
        amount: totals[0]!.value,
      },
    ],
    totals,
    notes: [note.reason, ...(seller.taxNote ? [seller.taxNote] : [])],
    payment: null,
    at: note.issued_at,
  }
}
