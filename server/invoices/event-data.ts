import { z } from 'zod'
import type { EventData } from '../event-data.ts'
import { invoiceAnswer } from './answers.ts'
import type { invoiceEvents } from './events.ts'

const staff = z.strictObject({ invoice: invoiceAnswer.required().meta({ id: 'StaffInvoice' }) })
const client = z.strictObject({
  invoice: invoiceAnswer
    .omit({ visibleAt: true, cancelledAt: true, cancelReason: true })
    .meta({ id: 'ClientInvoice' }),
})

const hidden = (summary: string): EventData => ({ summary, data: { application: { staff } } })
const shown = (summary: string): EventData => ({ summary, data: { application: { staff, client } } })

export const invoiceEventData = {
  'invoice.scheduled': hidden('Somebody joined: an invoice is made, which the client does not see yet'),
  'invoice.rescheduled': hidden('The joining has moved, and with it when the invoice is issued'),
  'invoice.cancelled': hidden('An invoice that was not issued never will be'),
  'invoice.issued': shown('An invoice has its number, and the client sees it'),
  'invoice.payment_recorded': shown('A payment was written down'),
  'invoice.payment_reversed': shown('A payment does not count any more'),
  'invoice.disputed': shown('The client disputes an invoice: nobody is reminded of it meanwhile'),
  'invoice.resolved': shown('An invoice is not disputed any more'),
  'invoice.credited': shown('A credit note takes back all of an invoice, or some'),
} satisfies Record<keyof typeof invoiceEvents, EventData>
