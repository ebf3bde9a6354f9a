import { sql, type Kysely } from 'kysely'
import { DateTime } from 'luxon'
import type { ServiceTerms, Tables } from '../tables.ts'
import type { Cast } from './cast.ts'
import { idAt } from './chance.ts'
import { bankDesigner, gridBackend } from './postings.ts'

const dayMs = 24 * 60 * 60 * 1000
const zone = 'Europe/Berlin'

/** What stands on invoices. The numbers have the right form and are nobody's. */
const details = [
  {
    company: 'Northlight Talent',
    zone,
    address: 'Torstraße 140\n10119 Berlin\nGermany',
    tax_id: 'DE 000 000 001',
    iban: 'DE89370400440532013000',
    bic: 'COBADEFFXXX',
    tax_basis_points: 1_900,
  },
  {
    company: 'Kestrel Grid',
    zone,
    address: 'Am Sandtorkai 50\n20457 Hamburg\nGermany',
    tax_id: 'DE 000 000 002',
    billing_email: 'accounts@kestrelgrid.example',
  },
  {
    company: 'Alder & Finch',
    zone: 'Europe/Dublin',
    address: '12 Harbourmaster Place\nDublin 1\nIreland',
    tax_id: 'IE 0000003A',
  },
]

/** The day so many days from now in Berlin: `2026-11-20`. */
const dateIn = (now: Date, days: number) => DateTime.fromJSDate(now, { zone }).plus({ days }).toISODate()!

/** Somebody who was hired and is to start in three days, and somebody who has started, whose invoice is overdue. */
const hires = [
  { job: gridBackend.title, who: 'freja.mikkelsen', euros: 96_000, startsIn: 3, joined: false },
  { job: bankDesigner.title, who: 'anneli.saar', euros: 92_000, startsIn: -9, joined: true },
]

const writePlacement = async (db: Kysely<Tables>, cast: Cast, hire: (typeof hires)[number], now: Date) => {
  const card = cast.card(hire.job, hire.who)
  const bound = await db
    .selectFrom('service_terms')
    .select(['id', 'terms'])
    .where('job_id', '=', card.job_id)
    .executeTakeFirstOrThrow()
  const job = await db
    .selectFrom('job_posting')
    .select(['id', 'title', 'company_id', 'staffing_company_id'])
    .where('id', '=', card.job_id)
    .executeTakeFirstOrThrow()
  const date = dateIn(now, hire.startsIn)
  const changed = hire.joined ? new Date(now.getTime() + hire.startsIn * dayMs) : card.stage_since
  const id = idAt(card.stage_since)
  await db
    .insertInto('placement')
    .values({
      id,
      application_id: card.id,
      job_id: job.id,
      candidate_id: card.candidate_id,
      company_id: job.company_id,
      staffing_company_id: job.staffing_company_id,
      service_terms_id: bound.id,
      salary: String(hire.euros * 100),
      salary_currency: 'EUR',
      starts_on: date,
      status: hire.joined ? 'joined' : 'expected',
      joined_on: hire.joined ? date : null,
      status_since: changed,
      created_at: card.stage_since,
      updated_at: changed,
    })
    .execute()
  return { id, card, job, terms: bound.terms, termsId: bound.id, salary: hire.euros * 100, date }
}

type Placed = Awaited<ReturnType<typeof writePlacement>>

const partyOf = async (db: Kysely<Tables>, id: string) => {
  const company = await db
    .selectFrom('company')
    .select(['name', 'address', 'tax_id', 'iban', 'bic', 'tax_note', 'tax_basis_points'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { name, address, iban, bic } = company
  const party = { name, address, taxId: company.tax_id, iban, bic, taxNote: company.tax_note }
  return { party, basisPoints: company.tax_basis_points }
}

const feeOf = ({ fee }: ServiceTerms, salary: number) =>
  'basisPoints' in fee ? Math.round((salary * fee.basisPoints) / 10_000) : fee.amount

/** The invoice of whoever has joined: it was shown the same morning, and is due since. A part of it is paid. */
const writeInvoice = async (db: Kysely<Tables>, cast: Cast, placed: Placed) => {
  const { job, card, terms, date } = placed
  const seller = await partyOf(db, job.staffing_company_id)
  const buyer = await partyOf(db, job.company_id)
  const net = feeOf(terms, placed.salary)
  const tax = Math.round((net * seller.basisPoints) / 10_000)
  const { rows } = await sql<{ at: Date; due: Date }>`
    select first_instant(${date}::date + time '09:00', ${zone}) as at,
      first_instant(${date}::date + ${terms.paymentDays}::int + time '09:00', ${zone}) as due`.execute(db)
  const { at, due } = rows[0]!
  const id = idAt(at)
  const year = Number(date.slice(0, 4))
  await db
    .insertInto('invoice')
    .values({
      id,
      placement_id: placed.id,
      application_id: card.id,
      job_id: job.id,
      company_id: job.company_id,
      staffing_company_id: job.staffing_company_id,
      status: 'issued',
      year,
      number: 1,
      service_terms_id: placed.termsId,
      terms: JSON.stringify(terms),
      salary: String(placed.salary),
      salary_currency: 'EUR',
      candidate_name: card.candidate_name,
      job_title: job.title,
      joined_on: date,
      currency: terms.currency,
      net: String(net),
      tax_basis_points: seller.basisPoints,
      tax: String(tax),
      gross: String(net + tax),
      seller: JSON.stringify(seller.party),
      buyer: JSON.stringify({ ...buyer.party, iban: null, bic: null }),
      visible_at: at,
      due_at: due,
      issued_at: at,
      paid: '500000',
      created_at: at,
      updated_at: at,
    })
    .execute()
  await db
    .insertInto('number_series')
    .values({ staffing_company_id: job.staffing_company_id, kind: 'invoice', year, last: 1 })
    .execute()
  const manager = cast.person('manager')
  await db
    .insertInto('payment')
    .values({
      id: idAt(due),
      invoice_id: id,
      amount: '500000',
      paid_on: date,
      reference: 'First part',
      by_id: manager.id,
      by_name: manager.name,
      created_at: due,
    })
    .execute()
}

/** Billing details, placements, and what was invoiced for them. */
export const writeMoney = async (db: Kysely<Tables>, cast: Cast, now: Date) => {
  for (const { company, ...fields } of details)
    await db.updateTable('company').set(fields).where('name', '=', company).execute()
  for (const hire of hires) {
    const placed = await writePlacement(db, cast, hire, now)
    if (hire.joined) await writeInvoice(db, cast, placed)
  }
}
