import type { Response } from 'express'
import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { now } from '../clock.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { invoiceDetailsAnswer, invoiceListAnswer } from './answers.ts'
import { creditInvoice } from './credit.ts'
import { disputeInvoice } from './dispute.ts'
import { exportInvoices } from './export.ts'
import { listInvoices } from './list.ts'
import type { Paper } from './paper.ts'
import { payInvoice } from './pay.ts'
import { readCreditNotePaper, readInvoicePaper } from './read-paper.ts'
import { readInvoice } from './read.ts'
import { resolveInvoice } from './resolve.ts'
import { reversePayment } from './reverse-payment.ts'
import {
  creditInput,
  disputeInput,
  invoiceCsvQuery,
  invoiceListQuery,
  payInput,
  resolveInput,
  reverseInput,
} from './schema.ts'

const tag = 'Invoices'
const params = z.strictObject({ id })
const without = { invoiceId: true } as const
const readers = [...staffRoles, 'client'] as const

const sendPaper = (response: Response, { name, content }: Paper) =>
  void response.set('Cache-Control', 'no-store').attachment(name).type('application/pdf').send(content)

export const invoiceRoutes = [
  route({
    method: 'get',
    path: '/invoices',
    summary: 'Invoices of your company, newest first: to clients those that were issued',
    tag,
    who: readers,
    query: invoiceListQuery,
    answer: invoiceListAnswer,
    handle: ({ actor, query }) => listInvoices(actor, query, now()),
  }),
  route({
    method: 'get',
    path: '/invoices.csv',
    summary: 'What was issued in a period, credit notes too, for a spreadsheet',
    tag,
    who: readers,
    query: invoiceCsvQuery,
    answer: z.string(),
    media: 'text/csv; charset=utf-8',
    handle: ({ actor, query, response }) => exportInvoices(response, { ...query, actor, now: now() }),
  }),
  route({
    method: 'get',
    path: '/invoices/{id}.pdf',
    summary: 'One invoice as a PDF; to staff, before it is issued, as a draft without a number',
    tag,
    who: readers,
    params,
    answer: z.string(),
    media: 'application/pdf',
    errors: ['conflict'],
    handle: async ({ actor, params, response }) =>
      sendPaper(response, await readInvoicePaper(actor, params.id, now())),
  }),
  route({
    method: 'get',
    path: '/credit-notes/{id}.pdf',
    summary: 'One credit note as a PDF',
    tag,
    who: readers,
    params,
    answer: z.string(),
    media: 'application/pdf',
    handle: async ({ actor, params, response }) =>
      sendPaper(response, await readCreditNotePaper(actor, params.id, now())),
  }),
  route({
    method: 'get',
    path: '/invoices/{id}',
    summary: 'One invoice with its payments and credit notes, cut for you',
    tag,
    who: readers,
    params,
    answer: invoiceDetailsAnswer,
    handle: ({ actor, params }) => readInvoice(actor, params.id, now()),
  }),
  route({
    method: 'post',
    path: '/invoices/{id}/payments',
    summary: 'Write down a payment, in whole or in part',
    tag,
    who: ['manager'],
    params,
    body: payInput.omit(without),
    answer: invoiceDetailsAnswer,
    status: 201,
    errors: ['stale', 'more_than_left', 'conflict'],
    handle: ({ actor, params, body }) => payInvoice(actor, { ...body, invoiceId: params.id }),
  }),
  route({
    method: 'post',
    path: '/payments/{id}/reverse',
    summary: 'Take back a payment that was written down: it does not count any more',
    tag,
    who: ['manager'],
    params,
    body: reverseInput.omit({ paymentId: true }),
    answer: invoiceDetailsAnswer,
    errors: ['conflict'],
    handle: ({ actor, params, body }) => reversePayment(actor, { ...body, paymentId: params.id }),
  }),
  route({
    method: 'post',
    path: '/invoices/{id}/dispute',
    summary: 'Say why you do not pay: nobody is reminded of it until that is resolved',
    tag,
    who: ['client'],
    params,
    body: disputeInput.omit(without),
    answer: invoiceDetailsAnswer,
    errors: ['stale', 'conflict'],
    handle: ({ actor, params, body }) => disputeInvoice(actor, { ...body, invoiceId: params.id }),
  }),
  route({
    method: 'post',
    path: '/invoices/{id}/resolve',
    summary: 'Say that a dispute is over',
    tag,
    who: ['manager', 'client'],
    params,
    body: resolveInput.omit(without),
    answer: invoiceDetailsAnswer,
    errors: ['stale', 'conflict'],
    handle: ({ actor, params, body }) => resolveInvoice(actor, { ...body, invoiceId: params.id }),
  }),
  route({
    method: 'post',
    path: '/invoices/{id}/credit',
    summary: 'Answer an invoice with a credit note: in full, by the guarantee, or an amount',
    tag,
    who: ['manager'],
    params,
    body: creditInput.omit(without),
    answer: invoiceDetailsAnswer,
    status: 201,
    errors: ['stale', 'more_than_left', 'conflict'],
    handle: ({ actor, params, body }) => creditInvoice(actor, { ...body, invoiceId: params.id }),
  }),
]
