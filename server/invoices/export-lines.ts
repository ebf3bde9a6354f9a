import { sql as raw } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { InvoiceParty } from '../../db/tables.ts'
import { decimalsOf, decimalText } from '../../templates/web/words.ts'
import type { Actor } from '../actor.ts'
import { policy } from './policy.ts'
import { creditNoteNumber, invoiceNumber } from './presenter.ts'
import { dayOf, dueDay, statusAt } from './queries.ts'
import type { InvoiceCsvQuery, InvoiceStatus } from './schema.ts'

/** So many are read at a time. */
export const batchSize = 500

/** An invoice, or a credit note with its sums below zero: so that a column adds up. */
export interface Line {
  id: string
  kind: 'invoice' | 'credit_note'
  issued_at: Date
  year: number
  number: number
  invoice_year: number
  invoice_number: number
  /** By the calendar of the invoice. */
  issued_on: string
  due_on: string
  joined_on: string
  seller: InvoiceParty
  buyer: InvoiceParty
  candidate_name: string
  job_title: string
  currency: string
  tax_basis_points: number
  net: string
  tax: string
  gross: string
  paid: string
  credited: string
  standing: InvoiceStatus
}

export interface Asked extends InvoiceCsvQuery {
  actor: Actor
  now: Date
}

const issuedOn = dayOf(raw`d.issued_at`)

/** The next lines behind this one, in the order in which they were issued. */
export const linesAfter = async ({ actor, from, to, now }: Asked, last: Line | undefined) => {
  const { rows } = await raw<Line>`
    select d.id, d.kind, d.issued_at, d.year, d.number, i.year as invoice_year, i.number as invoice_number,
      ${issuedOn}::text as issued_on, ${dueDay}::text as due_on, i.joined_on::text as joined_on, i.seller, i.buyer, i.candidate_name, i.job_title,
      i.currency, i.tax_basis_points, d.net, d.tax, d.gross, i.paid, i.credited, ${statusAt(now)} as standing
    from (
      select id, id as invoice_id, 'invoice' as kind, issued_at, year, number, net, tax, gross
      from invoice where status = 'issued'
      union all
      select id, invoice_id, 'credit_note', issued_at, year, number, -net, -tax, -gross from credit_note
    ) d
    join invoice i on i.id = d.invoice_id
    join company s on s.id = i.staffing_company_id
    where ${policy.scope(actor)}
      and ${issuedOn} between ${from}::date and ${to}::date
      and (${last === undefined}::boolean
        or (d.issued_at, d.id) > (${last?.issued_at ?? now}::timestamptz, ${last?.id ?? null}::uuid))
    order by d.issued_at, d.id
    limit ${batchSize}`.execute(sqlOf(database().orm.em.fork()))
  return rows
}

/** A decimal is a number to a spreadsheet, also below zero: no formula. */
const decimal = (text: string) => ({ text })

/** A line as it stands in the file. */
export const cellsOf = (line: Line) => {
  const isInvoice = line.kind === 'invoice'
  const money = (minor: bigint) => {
    const digits = decimalText(Number(minor < 0n ? -minor : minor), decimalsOf(line.currency))
    return decimal(minor < 0n ? `-${digits}` : digits)
  }
  const of = { year: line.invoice_year, number: line.invoice_number }
  const [gross, paid, credited] = [BigInt(line.gross), BigInt(line.paid), BigInt(line.credited)]
  return {
    document: isInvoice ? 'invoice' : 'credit note',
    number: isInvoice ? invoiceNumber(line) : creditNoteNumber(line),
    'for invoice': isInvoice ? null : invoiceNumber(of),
    issued: line.issued_on,
    due: isInvoice ? line.due_on : null,
    'issued by': line.seller.name,
    'issued to': line.buyer.name,
    'tax id': line.buyer.taxId,
    candidate: line.candidate_name,
    job: line.job_title,
    joined: line.joined_on,
    currency: line.currency,
    net: money(BigInt(line.net)),
    'tax rate': decimal(decimalText(line.tax_basis_points, 2)),
    tax: money(BigInt(line.tax)),
    gross: money(gross),
    paid: isInvoice ? money(paid) : null,
    credited: isInvoice ? money(credited) : null,
    balance: isInvoice ? money(gross - paid - credited) : null,
    status: isInvoice ? line.standing : null,
  }
}

export const columns = [
  'document',
  'number',
  'for invoice',
  'issued',
  'due',
  'issued by',
  'issued to',
  'tax id',
  'candidate',
  'job',
  'joined',
  'currency',
  'net',
  'tax rate',
  'tax',
  'gross',
  'paid',
  'credited',
  'balance',
  'status',
] satisfies (keyof ReturnType<typeof cellsOf>)[]
