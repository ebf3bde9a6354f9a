import { sql as raw } from 'kysely'
import type { Write } from '../transaction.ts'
import { creditOfGuarantee } from './credit-sums.ts'
import { taxOf } from './fee.ts'
import { nextNumber } from './next-number.ts'
import { buyerOf, sellerOf } from './parties.ts'
import { saveChange } from './save-change.ts'
import { writeCreditNote } from './write-credit-note.ts'

/**
 * The invoice and its placement, both held, if it is to be issued by now: it is asked again of the rows as they are. What
 * somebody else holds waits for the next time.
 */
const holdDue = ({ sql }: Write, id: string, now: Date) =>
  sql
    .selectFrom('invoice as i')
    .innerJoin('placement as p', 'p.id', 'i.placement_id')
    .selectAll('i')
    .select([
      raw<string>`to_char(i.joined_on, 'YYYY-MM-DD')`.as('joined_on'),
      raw<string | null>`to_char(p.left_on, 'YYYY-MM-DD')`.as('left_on'),
    ])
    .where('i.id', '=', id)
    .where('i.status', '=', 'scheduled')
    .where('i.visible_at', '<=', now)
    .where('p.status', 'in', ['joined', 'left'])
    .whereRef('p.joined_on', '=', 'i.joined_on')
    .forNoKeyUpdate(['i', 'p'])
    .skipLocked()
    .executeTakeFirst()

const companiesOf = async ({ sql }: Write, ids: string[]) => {
  const rows = await sql.selectFrom('company').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map(row => [row.id, row]))
}

/**
 * Shared step: issues an invoice, with the next number, the tax and the names of this very day; with its credit note if
 * somebody left before it inside of a guarantee that gives back pro rata. Says whether it did.
 */
export const issueInvoice = async (write: Write, id: string, now: Date): Promise<boolean> => {
  const invoice = await holdDue(write, id, now)
  if (!invoice) return false
  const { company_id: companyId, staffing_company_id: staffingId, application_id: applicationId } = invoice
  const companies = await companiesOf(write, [companyId, staffingId])
  const [client, staffing] = [companies.get(companyId)!, companies.get(staffingId)!]
  const tax = taxOf(Number(invoice.net), staffing.tax_basis_points)
  const issued = {
    tax_basis_points: staffing.tax_basis_points,
    tax: String(tax),
    gross: String(Number(invoice.net) + tax),
  }
  const issuer = { id: staffingId, zone: staffing.zone }
  const numbered = await nextNumber(write, { kind: 'invoice', issuer, at: now })
  await saveChange(write, id, {
    ...issued,
    ...numbered,
    status: 'issued',
    issued_at: now,
    seller: JSON.stringify(sellerOf(staffing)),
    buyer: JSON.stringify(buyerOf(client)),
  })
  write.record('invoice.issued', { invoiceId: id, applicationId })

  const leftOn = invoice.left_on
  const rebate = leftOn === null ? null : creditOfGuarantee({ ...invoice, ...issued, leftOn })
  if (rebate) {
    const reason = `Left on ${leftOn}, inside of the guarantee.`
    const held = { ...invoice, staffing_zone: staffing.zone }
    await writeCreditNote(write, held, { ...rebate, kind: 'guarantee', reason, at: now })
  }
  return true
}
