import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { creditNoteDocument, invoiceDocument } from './document.ts'
import { partiesOf } from './parties.ts'
import { printPdf } from './pdf.ts'
import type { CreditNoteRow, InvoiceRow } from './queries.ts'

/** A PDF, ready to be sent or downloaded. */
export interface Paper {
  name: string
  content: Buffer
}

/** An invoice as a PDF; one that is not issued yet as a draft without a number. */
export const invoicePaper = async (db: Kysely<Tables>, row: InvoiceRow): Promise<Paper> => {
  const document = invoiceDocument(row, await partiesOf(db, row))
  return { name: `${document.number ?? 'invoice-draft'}.pdf`, content: await printPdf(document) }
}

export const creditNotePaper = async (
  db: Kysely<Tables>,
  note: CreditNoteRow,
  row: InvoiceRow,
): Promise<Paper> => {
  const document = creditNoteDocument(note, row, await partiesOf(db, row))
  return { name: `${document.number}.pdf`, content: await printPdf(document) }
}
