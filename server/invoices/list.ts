import { sql as raw, type Kysely } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { countUpTo } from '../count.ts'
import { cutPage, readPage } from '../cursor.ts'
import { invalidField } from '../errors.ts'
import { containing } from '../like.ts'
import { cutOf, policy } from './policy.ts'
import { presentInvoice } from './presenter.ts'
import { balance, invoiceRows, issueDay, numberText, statusAt } from './queries.ts'
import type { InvoiceListQuery } from './schema.ts'

type Filters = Omit<InvoiceListQuery, 'limit' | 'cursor'>

/** Those that the actor may see and asks for. */
const asked = (db: Kysely<Tables>, actor: Actor, filters: Filters, now: Date) => {
  const { status, companyId, jobId, placementId, q, from, to } = filters
  return invoiceRows(db, now)
    .where(policy.scope(actor))
    .$if(status !== undefined, rows => rows.where(statusAt(now), 'in', status!))
    .$if(companyId !== undefined, rows => rows.where('i.company_id', '=', companyId!))
    .$if(jobId !== undefined, rows => rows.where('i.job_id', '=', jobId!))
    .$if(placementId !== undefined, rows => rows.where('i.placement_id', '=', placementId!))
    .$if(q !== undefined, rows => rows.where(numberText, 'ilike', containing(q!)))
    .$if(from !== undefined, rows => rows.where(issueDay, '>=', from!))
    .$if(to !== undefined, rows => rows.where(issueDay, '<=', to!))
}

const totalsOf = async (found: ReturnType<typeof asked>) => {
  const rows = await found
    .clearSelect()
    .where('i.status', '=', 'issued')
    .select([
      'i.currency',
      raw<string>`sum(i.gross)`.as('gross'),
      raw<string>`sum(i.paid)`.as('paid'),
      raw<string>`sum(i.credited)`.as('credited'),
      raw<string>`sum(greatest(${balance}, 0))`.as('open'),
    ])
    .groupBy('i.currency')
    .orderBy('i.currency')
    .execute()
  return rows.map(({ currency, gross, paid, credited, open }) => ({
    currency,
    gross: Number(gross),
    paid: Number(paid),
    credited: Number(credited),
    open: Number(open),
  }))
}

/** Invoices of the actor's company, newest first, with what they come to by currency. */
export const listInvoices = async (actor: Actor, query: InvoiceListQuery, now: Date) => {
  const page = readPage('invoices', query)
  const { from, to } = page.filters
  if (from !== undefined && to !== undefined && to < from)
    throw invalidField('/query/to', 'before_from', 'must not be before `from`.')
  const db = sqlOf(database().orm.em.fork())
  const found = asked(db, actor, page.filters, now)
  const [rows, totals, total] = await Promise.all([
    found
      .$if(page.after !== undefined, some => some.where('i.id', '<', page.after![0]!))
      .orderBy('i.id', 'desc')
      .limit(page.limit + 1)
      .execute(),
    totalsOf(found),
    countUpTo(db, raw`${found.clearSelect().select('i.id')}`),
  ])
  const { rows: shown, nextCursor } = cutPage(page, rows, ({ id }) => [id])
  return { data: shown.map(presentInvoice[cutOf(actor)]), page: { nextCursor }, total, totals }
}
