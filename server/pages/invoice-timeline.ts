import type { Stage } from '../../db/entities/application.ts'
import { dayWords, exactMoney } from '../../templates/web/words.ts'
import { creditNoteNumber, invoiceNumber, settlerOf, type InvoiceParts } from '../invoices/presenter.ts'
import type { DisputeRow, InvoiceRow, PaymentRow } from '../invoices/queries.ts'

interface Step {
  at: Date | null
  words: string
  /** Whose colour it has. */
  stage: Stage
  who?: string | null
  reason?: string | null
}

const paymentSteps = ({ currency }: InvoiceRow, payment: PaymentRow): Step[] => {
  const amount = exactMoney({ amount: Number(payment.amount), currency })
  return [
    {
      at: payment.created_at,
      words: `${amount} paid on ${dayWords(payment.paid_on)}`,
      who: payment.by_name,
      stage: 'hired',
    },
    {
      at: payment.reversed_at,
      words: `The payment of ${amount} was taken back`,
      who: payment.reversed_by_name,
      reason: payment.reverse_reason,
      stage: 'withdrawn',
    },
  ]
}

const disputeSteps = (dispute: DisputeRow, isStaff: boolean): Step[] => [
  {
    at: dispute.created_at,
    words: 'Disputed',
    who: dispute.by_name,
    reason: dispute.reason,
    stage: 'rejected',
  },
  {
    at: dispute.resolved_at,
    words: 'The dispute was settled',
    who: settlerOf(dispute, isStaff ? 'staff' : 'client'),
    reason: dispute.resolution,
    stage: 'interview',
  },
]

/**
 * What happened to an invoice, oldest first. Who of the staff wrote it down, and why a payment was taken back, is theirs
 * to read.
 */
export const invoiceTimeline = ({ row, payments, creditNotes, disputes }: InvoiceParts, isStaff: boolean) => {
  const money = (amount: string) => exactMoney({ amount: Number(amount), currency: row.currency })
  const staffs: Step[] = [
    { at: row.created_at, words: `Scheduled: ${row.candidate_name} joined`, stage: 'applied' },
    { at: row.cancelled_at, words: 'Cancelled', reason: row.cancel_reason, stage: 'withdrawn' },
  ]
  const steps: Step[] = [
    ...(isStaff ? staffs : []),
    { at: row.issued_at, words: `Issued as ${invoiceNumber(row)}`, stage: 'screening' },
    ...payments
      .flatMap(payment => paymentSteps(row, payment))
      .map(step => (isStaff ? step : { at: step.at, words: step.words, stage: step.stage })),
    ...disputes.flatMap(dispute => disputeSteps(dispute, isStaff)),
    ...creditNotes.map(note => ({
      at: note.issued_at,
      words: `Credit note ${creditNoteNumber(note)}: ${money(note.gross)}`,
      who: isStaff ? note.by_name : null,
      reason: note.reason,
      stage: 'offer' as const,
    })),
  ]
  return steps
    .filter((step): step is Step & { at: Date } => step.at !== null)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, words, stage, who = null, reason = null }) => ({
      at: at.toISOString(),
      words,
      who,
      reason,
      stage,
    }))
}
