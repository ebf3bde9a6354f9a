import type { InvoiceParty } from '../../db/tables.ts'
import { presentServiceTerms } from '../proposals/presenter.ts'
import { localDate } from '../time.ts'
import { feeOf, type FeeComputation } from './fee.ts'
import type { CreditNoteRow, DisputeRow, InvoiceRow, PartRows, PaymentRow } from './queries.ts'

const numberOf = (prefix: string, year: number, number: number) =>
  `${prefix}-${year}-${String(number).padStart(4, '0')}`

/** As it is written: INV-2026-0001. Null until it is issued. */
export const invoiceNumber = ({ year, number }: Pick<InvoiceRow, 'year' | 'number'>) =>
  year !== null && number !== null ? numberOf('INV', year, number) : null
export const creditNoteNumber = ({ year, number }: Pick<CreditNoteRow, 'year' | 'number'>) =>
  numberOf('CN', year, number)

const moneyIn = (currency: string) => (amount: string | bigint) => ({ amount: Number(amount), currency })

/** What is left to be paid, in minor units; below zero it is to be given back. */
export const balanceOf = ({ gross, paid, credited }: Pick<InvoiceRow, 'gross' | 'paid' | 'credited'>) =>
  Number(BigInt(gross) - BigInt(paid) - BigInt(credited))

/** The date of an instant of an invoice, by its issuer's calendar: as it was when it was issued, once it is. */
export const invoiceDay = (row: Pick<InvoiceRow, 'seller' | 'staffing_zone'>, at: Date) =>
  localDate(at, row.seller?.zone ?? row.staffing_zone)

const client = (row: InvoiceRow) => {
  const money = moneyIn(row.currency)
  return {
    id: row.id,
    version: row.version,
    number: invoiceNumber(row),
    status: row.standing,
    application: { id: row.application_id },
    placement: { id: row.placement_id },
    job: { id: row.job_id, title: row.job_title },
    company: { id: row.company_id, name: row.company_name },
    staffingCompany: { id: row.staffing_company_id, name: row.staffing_company_name },
    candidate: { name: row.candidate_name },
    joinedOn: row.joined_on,
    net: money(row.net),
    taxBasisPoints: row.tax_basis_points,
    tax: money(row.tax),
    gross: money(row.gross),
    paid: money(row.paid),
    credited: money(row.credited),
    balance: { amount: balanceOf(row), currency: row.currency },
    issuedAt: row.issued_at?.toISOString() ?? null,
    issuedOn: row.issued_at && invoiceDay(row, row.issued_at),
    dueAt: row.due_at.toISOString(),
    dueOn: invoiceDay(row, row.due_at),
    dispute: row.disputed_at && {
      at: row.disputed_at.toISOString(),
      reason: row.dispute_reason,
      by: row.disputed_by_name,
    },
  }
}

/**
 * An invoice as lists and events show it, per audience. The client reads what an invoice says; when it was to come, and
 * why one never did, is the staff's.
 */
export const presentInvoice = {
  staff: (row: InvoiceRow) => ({
    ...client(row),
    visibleAt: row.visible_at.toISOString(),
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    cancelReason: row.cancel_reason,
  }),
  client,
}

const presentParty = (party: InvoiceParty | null) =>
  party && {
    name: party.name,
    address: party.address,
    taxId: party.taxId,
    iban: party.iban ?? null,
    bic: party.bic ?? null,
    taxNote: party.taxNote ?? null,
  }

const paymentFor = {
  client: (row: PaymentRow, currency: string) => ({
    id: row.id,
    amount: moneyIn(currency)(row.amount),
    paidOn: row.paid_on,
    reference: row.reference,
    at: row.created_at.toISOString(),
    reversedAt: row.reversed_at?.toISOString() ?? null,
  }),
  staff: (row: PaymentRow, currency: string) => ({
    ...paymentFor.client(row, currency),
    by: row.by_name,
    reversedBy: row.reversed_by_name,
    reverseReason: row.reverse_reason,
  }),
}

const creditNoteFor = {
  client: (row: CreditNoteRow, currency: string) => {
    const money = moneyIn(currency)
    return {
      id: row.id,
      number: creditNoteNumber(row),
      kind: row.kind,
      net: money(row.net),
      tax: money(row.tax),
      gross: money(row.gross),
      reason: row.reason,
      computation: row.computation,
      issuedAt: row.issued_at.toISOString(),
    }
  },
  staff: (row: CreditNoteRow, currency: string) => ({
    ...creditNoteFor.client(row, currency),
    by: row.by_name,
  }),
}

/** Who settled a dispute, as this audience reads it: to the client the other side is a company, not one of its people. */
export const settlerOf = (row: DisputeRow, cut: 'staff' | 'client') =>
  cut === 'staff' || row.resolved_by_client ? row.resolved_by_name : null

/** Who of the client disputed it both sides read. */
const disputeFor = {
  client: (row: DisputeRow) => ({
    at: row.created_at.toISOString(),
    by: row.by_name,
    reason: row.reason,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    resolvedBy: settlerOf(row, 'client'),
    resolution: row.resolution,
  }),
  staff: (row: DisputeRow) => ({ ...disputeFor.client(row), resolvedBy: settlerOf(row, 'staff') }),
}

/** How the fee of an invoice came about: a part of the salary, or what was agreed. */
export const feeComputationOf = (
  row: Pick<InvoiceRow, 'terms' | 'salary' | 'salary_currency'>,
): FeeComputation => {
  const { terms, salary, salary_currency: currency } = row
  const paid = salary !== null && currency !== null ? { amount: Number(salary), currency } : null
  return feeOf(terms, paid).computation
}

/** An invoice and all that hangs on it: what was paid, credited and disputed. */
export interface InvoiceParts extends PartRows {
  row: InvoiceRow
}

const detailsFor = (cut: 'staff' | 'client', { row, payments, creditNotes, disputes }: InvoiceParts) => ({
  ...presentInvoice[cut](row),
  seller: presentParty(row.seller),
  buyer: presentParty(row.buyer),
  payments: payments.map(payment => paymentFor[cut](payment, row.currency)),
  creditNotes: creditNotes.map(note => creditNoteFor[cut](note, row.currency)),
  disputes: disputes.map(disputeFor[cut]),
  computation: feeComputationOf(row),
})

/**
 * One invoice with all that hangs on it. How its sums came about both sides read, as its paper says: the client has agreed
 * to the terms and the salary. Who wrote what down is the staff's.
 */
export const presentInvoiceDetails = {
  client: (parts: InvoiceParts) => detailsFor('client', parts),
  staff: (parts: InvoiceParts) => ({
    ...detailsFor('staff', parts),
    terms: presentServiceTerms(parts.row.terms),
  }),
}
