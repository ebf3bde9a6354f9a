import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { moneyText } from '../../templates/web/amounts.ts'
import { termLines } from '../../templates/web/proposal-view.ts'
import { dayWords, exactMoney, ibanText } from '../../templates/web/words.ts'
import type { Actor } from '../actor.ts'
import { creditOfGuarantee, leftToCredit } from '../invoices/credit-sums.ts'
import { creditWords, datesOf, feeWords } from '../invoices/document.ts'
import { policy } from '../invoices/policy.ts'
import { creditNoteNumber, feeComputationOf, invoiceNumber, presentInvoice } from '../invoices/presenter.ts'
import {
  findInvoice,
  partRows,
  subjectOf,
  type CreditNoteRow,
  type InvoiceRow,
  type PaymentRow,
} from '../invoices/queries.ts'
import { localDate } from '../time.ts'
import { invoiceTimeline } from './invoice-timeline.ts'
import { sumsOf, tagsOf, titleOf } from './invoice-view.ts'

const moneyOf = ({ currency }: InvoiceRow, amount: string | number) =>
  exactMoney({ amount: Number(amount), currency })

/** What the guarantee would give back now, in words, if somebody left and it was not answered yet. */
const guaranteeFor = async (db: Kysely<Tables>, row: InvoiceRow, notes: CreditNoteRow[]) => {
  if (notes.some(({ kind }) => kind === 'guarantee')) return null
  const { day } = await db
    .selectFrom('placement')
    .select(sql<string | null>`to_char(left_on, 'YYYY-MM-DD')`.as('day'))
    .where('id', '=', row.placement_id)
    .executeTakeFirstOrThrow()
  const credit = day === null ? null : creditOfGuarantee({ ...row, leftOn: day })
  if (!credit) return null
  const { net, tax, computation } = credit
  const how = creditWords(
    { kind: 'guarantee', computation },
    { amount: Number(row.net), currency: row.currency },
  )
  return {
    amount: moneyOf(row, net + tax),
    how,
    reason: `Left on ${dayWords(day!)}, inside of the guarantee.`,
  }
}

const factsOf = (row: InvoiceRow, isClient: boolean) => {
  const { issuedOn, dueOn, company, staffingCompany, job, candidate } = presentInvoice.client(row)
  const { seller } = row
  return [
    { label: isClient ? 'From' : 'For', value: isClient ? staffingCompany.name : company.name },
    { label: 'Placement', value: `${candidate.name} as ${job.title}` },
    { label: 'Joined on', value: dayWords(row.joined_on) },
    ...(issuedOn
      ? [
          { label: 'Issued', value: dayWords(issuedOn) },
          { label: 'Due', value: dayWords(dueOn) },
        ]
      : []),
    ...(seller?.iban ? [{ label: 'IBAN', value: ibanText(seller.iban) }] : []),
    ...(seller?.bic ? [{ label: 'BIC', value: seller.bic }] : []),
    ...(issuedOn ? [{ label: 'Reference', value: invoiceNumber(row)! }] : []),
  ]
}

const paymentView = (row: InvoiceRow, payment: PaymentRow, { isStaff, mayReverse }: Reader) => ({
  id: payment.id,
  amount: moneyOf(row, payment.amount),
  paidOn: dayWords(payment.paid_on),
  reference: payment.reference,
  by: isStaff ? payment.by_name : null,
  isReversed: payment.reversed_at !== null,
  reason: isStaff ? payment.reverse_reason : null,
  mayReverse: mayReverse && payment.reversed_at === null,
})

interface Reader {
  isStaff: boolean
  mayReverse: boolean
}

/** One invoice as its page paints it, for somebody who may read it. */
export const invoiceDetailsView = async (db: Kysely<Tables>, actor: Actor, id: string, now: Date) => {
  const row = await findInvoice(db, actor, id, now)
  const parts = await partRows(db, id)
  const { payments, creditNotes: notes } = parts
  const invoice = presentInvoice.staff(row)
  const isClient = actor.role === 'client'
  const may = (verb: 'pay' | 'credit' | 'dispute' | 'resolve') => policy.can(actor, verb, subjectOf(row))
  const isIssued = row.status === 'issued'
  const left = leftToCredit(row, notes)
  const isOwed = isIssued && invoice.balance.amount > 0
  const mayCredit = may('credit') && isIssued && left.net + left.tax > 0
  const reader = { isStaff: !isClient, mayReverse: may('pay') }
  return {
    id,
    version: row.version,
    applicationId: row.application_id,
    currency: row.currency,
    title: titleOf(invoice),
    tags: tagsOf(invoice),
    isClient,
    job: { title: row.job_title, company: row.company_name },
    visibleAt: row.status === 'scheduled' ? invoice.visibleAt : null,
    cancelled: row.status === 'cancelled' ? { reason: row.cancel_reason, at: invoice.cancelledAt } : null,
    late: isIssued && invoice.balance.amount > 0 ? datesOf(row).late : null,
    dispute: invoice.dispute,
    sums: sumsOf(invoice).map(sum => ({ isStrong: false, ...sum })),
    facts: factsOf(row, isClient),
    pdf: row.status === 'cancelled' ? null : { href: `/api/invoices/${id}.pdf`, isDraft: !isIssued },
    acts: {
      pay: may('pay') && isOwed,
      credit: mayCredit,
      dispute: may('dispute') && isOwed && !invoice.dispute,
      resolve: may('resolve') && invoice.dispute !== null,
    },
    pay: {
      amount: moneyText(Math.max(invoice.balance.amount, 0), row.currency),
      left: moneyOf(row, invoice.balance.amount),
      today: localDate(now, row.staffing_zone),
    },
    credit: {
      left: moneyOf(row, left.net + left.tax),
      guarantee: mayCredit ? await guaranteeFor(db, row, notes) : null,
    },
    fee: feeWords(feeComputationOf(row)),
    terms: isClient ? null : termLines(row.terms),
    payments: payments.map(payment => paymentView(row, payment, reader)),
    creditNotes: notes.map(note => ({
      number: creditNoteNumber(note),
      href: `/api/credit-notes/${note.id}.pdf`,
      amount: moneyOf(row, note.gross),
      reason: note.reason,
      how:
        note.kind === 'guarantee'
          ? creditWords(note, { amount: Number(row.net), currency: row.currency })
          : [],
    })),
    timeline: invoiceTimeline({ row, ...parts }, reader.isStaff),
    billingHref: isClient ? '/company/billing' : `/companies/${row.company_id}/billing`,
  }
}
