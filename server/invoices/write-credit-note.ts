import { newId } from '../../db/new-id.ts'
import type { Tables } from '../../db/tables.ts'
import type { Write } from '../transaction.ts'
import type { CreditSum } from './credit-sums.ts'
import { nextNumber } from './next-number.ts'
import type { InvoiceRow } from './queries.ts'
import { saveChange } from './save-change.ts'

interface Credit extends CreditSum {
  kind: Tables['credit_note']['kind']
  computation?: object
  reason: string
  at: Date
}

/** Shared step: a credit note on an issued invoice whose row is held. That there is so much to credit was seen before. */
export const writeCreditNote = async (
  write: Write,
  invoice: Pick<InvoiceRow, 'id' | 'application_id' | 'staffing_company_id' | 'staffing_zone'>,
  { net, tax, kind, computation, reason, at }: Credit,
) => {
  const { sql, actor, record } = write
  const issuer = { id: invoice.staffing_company_id, zone: invoice.staffing_zone }
  const { year, number } = await nextNumber(write, { kind: 'credit_note', issuer, at })
  const id = newId()
  await sql
    .insertInto('credit_note')
    .values({
      id,
      invoice_id: invoice.id,
      staffing_company_id: issuer.id,
      year,
      number,
      kind,
      net: String(net),
      tax: String(tax),
      gross: String(net + tax),
      computation: computation ? JSON.stringify(computation) : null,
      reason,
      by_id: actor?.id ?? null,
      by_name: actor?.name ?? null,
      issued_at: at,
    })
    .execute()
  await saveChange(write, invoice.id, { credited: eb => eb('credited', '+', String(net + tax)) })
  record('invoice.credited', {
    invoiceId: invoice.id,
    applicationId: invoice.application_id,
    creditNoteId: id,
  })
}
