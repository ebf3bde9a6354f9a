import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { policy } from './policy.ts'
import type { InvoiceStatus } from './schema.ts'

/** A date as it is written: the driver would make an instant of it, in the zone of this machine. */
const dateText = (column: string) => sql<string>`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`

/** What is left of an invoice `i` to be paid; below zero it is to be given back. */
export const balance = sql<string>`i.gross - i.paid - i.credited`

/** The calendar of an invoice `i`: its issuer's, `s`, as it was when it was issued, once it is. */
const zone = sql<string>`coalesce(i.seller->>'zone', s.zone)`

/** The day of an instant of an invoice `i`, by its calendar. */
export const dayOf = (at: RawBuilder<unknown>) => sql<string>`(${at} at time zone ${zone})::date`

/** The day on which an invoice `i` is due, all of which is in time. */
export const dueDay = dayOf(sql`i.due_at`)

/** The status of an invoice `i` of an issuer `s` at this instant, for its readers. */
export const statusAt = (now: Date) => sql<InvoiceStatus>`case
  when i.status <> 'issued' then i.status
  when i.credited >= i.gross then 'credited'
  when ${balance} <= 0 then 'paid'
  when ${dueDay} < ${dayOf(sql`${now}::timestamptz`)} then 'overdue'
  when i.paid > 0 then 'part_paid'
  else 'issued' end`

/** The number of an invoice `i` as it is written: INV-2026-0001. */
export const numberText = sql<string | null>`
  'INV-' || i.year || '-' || lpad(i.number::text, greatest(4, length(i.number::text)), '0')`

/** The day on which an invoice `i` was issued or is to be. */
export const issueDay = dayOf(sql`coalesce(i.issued_at, i.visible_at)`)

/** Everything that an invoice's presenters are made of, at this instant; of its disputes the one that is open. */
export const invoiceRows = (db: Kysely<Tables>, now: Date) =>
  db
    .selectFrom('invoice as i')
    .innerJoin('company as c', 'c.id', 'i.company_id')
    .innerJoin('company as s', 's.id', 'i.staffing_company_id')
    .leftJoin('invoice_dispute as d', join =>
      join.onRef('d.invoice_id', '=', 'i.id').on('d.resolved_at', 'is', null),
    )
    .select([
      'i.id',
      'i.version',
      'i.placement_id',
      'i.application_id',
      'i.job_id',
      'i.company_id',
      'i.staffing_company_id',
      'i.status',
      'i.year',
      'i.number',
      'i.terms',
      'i.salary',
      'i.salary_currency',
      'i.candidate_name',
      'i.job_title',
      'i.currency',
      'i.net',
      'i.tax_basis_points',
      'i.tax',
      'i.gross',
      'i.paid',
      'i.credited',
      'i.seller',
      'i.buyer',
      'i.visible_at',
      'i.due_at',
      'i.issued_at',
      'i.cancelled_at',
      'i.cancel_reason',
      'd.id as dispute_id',
      'd.created_at as disputed_at',
      'd.reason as dispute_reason',
      'd.by_name as disputed_by_name',
      'i.created_at',
      'c.name as company_name',
      's.name as staffing_company_name',
      's.zone as staffing_zone',
      dateText('i.joined_on').as('joined_on'),
      statusAt(now).as('standing'),
    ])
export type InvoiceRow = Awaited<ReturnType<ReturnType<typeof invoiceRows>['execute']>>[number]

/** What was paid on an invoice, oldest first, the reversed ones too. */
export const paymentRows = (db: Kysely<Tables>, invoiceId: string) =>
  db
    .selectFrom('payment as p')
    .selectAll('p')
    .select(dateText('p.paid_on').as('paid_on'))
    .where('p.invoice_id', '=', invoiceId)
    .orderBy('p.id')
    .execute()
export type PaymentRow = Awaited<ReturnType<typeof paymentRows>>[number]

/** The credit notes of an invoice, oldest first. */
export const creditNoteRows = (db: Kysely<Tables>, invoiceId: string) =>
  db
    .selectFrom('credit_note')
    .selectAll()
    .where('invoice_id', '=', invoiceId)
    .orderBy('year')
    .orderBy('number')
    .execute()
export type CreditNoteRow = Selectable<Tables['credit_note']>

/** The disputes of an invoice, oldest first: the last of them may be open. */
const disputeRows = (db: Kysely<Tables>, invoiceId: string) =>
  db.selectFrom('invoice_dispute').selectAll().where('invoice_id', '=', invoiceId).orderBy('id').execute()
export type DisputeRow = Selectable<Tables['invoice_dispute']>

/** The payments, credit notes and disputes of an invoice. */
export const partRows = async (db: Kysely<Tables>, invoiceId: string) => {
  const [payments, creditNotes, disputes] = await Promise.all([
    paymentRows(db, invoiceId),
    creditNoteRows(db, invoiceId),
    disputeRows(db, invoiceId),
  ])
  return { payments, creditNotes, disputes }
}
export type PartRows = Awaited<ReturnType<typeof partRows>>

/** The invoice, if the actor may see it; 404 otherwise. */
export const findInvoice = async (db: Kysely<Tables>, actor: Actor, id: string, now: Date) => {
  const row = await invoiceRows(db, now).where('i.id', '=', id).where(policy.scope(actor)).executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The same, its row held until the transaction ends, as it is behind whoever held it before. */
export const holdInvoice = async (db: Kysely<Tables>, actor: Actor, id: string, now: Date) => {
  const held = await db
    .selectFrom('invoice as i')
    .select('i.id')
    .where('i.id', '=', id)
    .where(policy.scope(actor))
    .forNoKeyUpdate('i')
    .executeTakeFirst()
  if (!held) throw notFound()
  return findInvoice(db, actor, id, now)
}

/** What rights on this invoice are decided from. */
export const subjectOf = (row: Pick<InvoiceRow, 'status' | 'company_id' | 'staffing_company_id'>) => ({
  status: row.status,
  companyId: row.company_id,
  staffingCompanyId: row.staffing_company_id,
})
