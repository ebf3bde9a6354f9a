import { exactMoney } from '../../templates/web/words.ts'
import { policy } from '../invoices/policy.ts'
import { creditNoteNumber, invoiceNumber } from '../invoices/presenter.ts'
import { creditNoteRows, invoiceRows, paymentRows, subjectOf } from '../invoices/queries.ts'
import type { Write } from '../transaction.ts'
import type { Notice } from './notice.ts'
import { seeing, whoDid, whoFor, type JobFacts, type Subject } from './subjects.ts'

export interface InvoiceFacts extends JobFacts {
  invoice: { number: string; amount: string; company: string; candidate: string; reason: string | null }
  /** The credit note and the payment that it is about. */
  creditNote: { number: string; amount: string } | null
  payment: { amount: string } | null
}

const partsOf = async ({ sql, now }: Write, { invoiceId, creditNoteId, paymentId }: Notice) => {
  const [row, notes, payments] = await Promise.all([
    invoiceRows(sql, now).where('i.id', '=', invoiceId!).executeTakeFirstOrThrow(),
    creditNoteId ? creditNoteRows(sql, invoiceId!) : [],
    paymentId ? paymentRows(sql, invoiceId!) : [],
  ])
  const note = notes.find(({ id }) => id === creditNoteId)
  const payment = payments.find(({ id }) => id === paymentId)
  const money = (amount: string) => exactMoney({ amount: Number(amount), currency: row.currency })
  return {
    row,
    invoice: {
      number: invoiceNumber(row) ?? '',
      amount: money(row.gross),
      company: row.company_name,
      candidate: row.candidate_name,
      reason: row.dispute_reason,
    },
    creditNote: note ? { number: creditNoteNumber(note), amount: money(note.gross) } : null,
    payment: payment ? { amount: money(payment.amount) } : null,
  }
}

/** An invoice that was issued, to those who may see it and the application it is for. */
export const invoice: Subject<InvoiceFacts> = async (write, notice, listeners) => {
  const about = { applicationId: notice.applicationId!, jobId: null, thread: null }
  const [seen, { row, ...parts }, did] = await Promise.all([
    seeing(write, listeners, about),
    partsOf(write, notice),
    whoDid(write, notice),
  ])
  return seen.flatMap(({ listener }) => {
    if (row.status !== 'issued' || !policy.can(listener.actor, 'read', subjectOf(row))) return []
    const facts = {
      ...parts,
      // An invoice is a company's: to the client nobody of the staff has written it.
      who: listener.actor.role === 'client' ? null : (whoFor(did, listener.actor) ?? null),
      zone: listener.zone,
      job: { id: row.job_id, title: row.job_title, company: row.company_name },
    }
    const body = `${row.candidate_name} · ${row.job_title}`
    const url = `/invoices/${row.id}`
    return [{ listener, facts, frame: { body, url, applicationId: row.application_id, jobId: null } }]
  })
}
