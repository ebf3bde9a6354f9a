import { z } from 'zod'
import type { MailData, MailTemplate } from '../../templates/mail/catalog.ts'
import { exactMoney } from '../../templates/web/words.ts'
import { billedPeople } from '../companies/queries.ts'
import { env } from '../env.ts'
import { enqueueMails } from '../mail/deliver.ts'
import { transaction, type Write } from '../transaction.ts'
import { accountOf, datesOf } from './document.ts'
import { creditNotePaper, invoicePaper, type Paper } from './paper.ts'
import { partiesOf } from './parties.ts'
import { balanceOf, creditNoteNumber, invoiceNumber } from './presenter.ts'
import { creditNoteRows, invoiceRows, type CreditNoteRow, type InvoiceRow } from './queries.ts'

const told = z.looseObject({ invoiceId: z.uuid(), creditNoteId: z.uuid().optional() })

/** What is said, whoever reads it, and the paper that goes with it. */
interface Letter<Template extends MailTemplate> {
  id: string
  paper: Paper
  template: Template
  data: MailData<Template>
}

const facts = (row: InvoiceRow) => ({
  candidateName: row.candidate_name,
  jobTitle: row.job_title,
  url: `${env().PUBLIC_URL}/invoices/${row.id}`,
})

const ofInvoice = async ({ sql }: Write, row: InvoiceRow): Promise<Letter<'invoice-issued'>> => {
  const { seller } = await partiesOf(sql, row)
  const number = invoiceNumber(row)!
  const { due, wasDue, late } = datesOf(row)
  return {
    id: row.id,
    paper: await invoicePaper(sql, row),
    template: 'invoice-issued',
    data: {
      ...facts(row),
      number,
      sellerName: seller.name,
      amount: exactMoney({ amount: Number(row.gross), currency: row.currency }),
      due,
      wasDue,
      ...(late !== null && { late }),
      payment: [...accountOf(seller), { label: 'Reference', value: number }],
    },
  }
}

/** What an invoice comes to, after all that was paid and credited. */
const leftWords = (row: InvoiceRow) => {
  const balance = balanceOf(row)
  if (!balance) return 'Nothing is left to be paid.'
  const money = exactMoney({ amount: Math.abs(balance), currency: row.currency })
  return balance > 0
    ? `${money} of the invoice are left to be paid.`
    : `${money} are to be given back to you.`
}

const ofCreditNote = async (
  { sql }: Write,
  note: CreditNoteRow,
  row: InvoiceRow,
): Promise<Letter<'credit-note-issued'>> => {
  const { seller } = await partiesOf(sql, row)
  return {
    id: note.id,
    paper: await creditNotePaper(sql, note, row),
    template: 'credit-note-issued',
    data: {
      ...facts(row),
      number: creditNoteNumber(note),
      invoiceNumber: invoiceNumber(row)!,
      sellerName: seller.name,
      amount: exactMoney({ amount: Number(note.gross), currency: row.currency }),
      why: note.reason,
      left: leftWords(row),
    },
  }
}

/** The addresses that a company's invoices go to, each once, with whose they are. */
const addresses = async ({ sql }: Write, companyId: string) => {
  const people = await billedPeople(sql, companyId)
  const { billing_email: office } = await sql
    .selectFrom('company')
    .select('billing_email')
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  const known = people.map(({ id, email }) => ({ to: email, userId: id }))
  return office === null || known.some(({ to }) => to.toLowerCase() === office)
    ? known
    : [...known, { to: office, userId: null }]
}

/**
 * The `send-invoice` job: an invoice that was issued, or a credit note, goes as a PDF to whoever pays for the client, at
 * once and at any hour. Done twice it is one mail each.
 */
export const sendInvoice = async (job: unknown) => {
  const { invoiceId, creditNoteId } = told.parse(job)
  await transaction(null, async write => {
    const row = await invoiceRows(write.sql, write.now)
      .where('i.id', '=', invoiceId)
      .executeTakeFirstOrThrow()
    const note = (await creditNoteRows(write.sql, invoiceId)).find(({ id }) => id === creditNoteId)
    const { id, paper, ...letter } = note ? await ofCreditNote(write, note, row) : await ofInvoice(write, row)
    const file = {
      name: paper.name,
      contentType: 'application/pdf',
      content: paper.content.toString('base64'),
      encoding: 'base64' as const,
    }
    const mails = (await addresses(write, row.company_id)).map(({ to, userId }) => ({
      ...letter,
      key: `invoice:${id}:${userId ?? to}`,
      to,
      attachments: [file],
      ...(userId !== null && { about: { userId, category: 'invoices' as const } }),
    }))
    await enqueueMails(write, mails)
  })
}
