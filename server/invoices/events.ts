import type { EventKind, StreamEntry, Writing } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { presentInvoice } from './presenter.ts'
import { invoiceRows, type InvoiceRow } from './queries.ts'

export interface InvoiceChange {
  invoiceId: string
  applicationId: string
  /** The one that was written with it. */
  creditNoteId?: string
  paymentId?: string
}

const rowOf = ({ sql, now }: Writing, { invoiceId }: InvoiceChange) =>
  invoiceRows(sql, now).where('i.id', '=', invoiceId).executeTakeFirstOrThrow()

const toStaff = ({ actor }: Writing, row: InvoiceRow): StreamEntry => ({
  stream: streamOf(`application:${row.application_id}`, 'staff'),
  actor: actor && { id: actor.id, name: actor.name },
  data: { invoice: presentInvoice.staff(row) },
})

/** What the staff wrote down has no name for the client: an invoice is the company's. */
const toClient = ({ actor }: Writing, row: InvoiceRow): StreamEntry => ({
  stream: streamOf(`application:${row.application_id}`, 'client'),
  actor: actor?.role === 'client' ? { id: actor.id, name: actor.name } : null,
  data: { invoice: presentInvoice.client(row) },
})

/** Of what is not issued the client hears nothing. */
const hidden: EventKind<InvoiceChange> = {
  v: 1,
  streams: async (writing, change) => [toStaff(writing, await rowOf(writing, change))],
}

const shown: EventKind<InvoiceChange> = {
  v: 1,
  streams: async (writing, change) => {
    const row = await rowOf(writing, change)
    return [toStaff(writing, row), ...(row.status === 'issued' ? [toClient(writing, row)] : [])]
  },
}

export const invoiceEvents = {
  'invoice.scheduled': hidden,
  'invoice.rescheduled': hidden,
  'invoice.cancelled': hidden,
  'invoice.issued': shown,
  'invoice.payment_recorded': shown,
  'invoice.payment_reversed': shown,
  'invoice.disputed': shown,
  'invoice.resolved': shown,
  'invoice.credited': shown,
} satisfies Record<string, EventKind<InvoiceChange>>
