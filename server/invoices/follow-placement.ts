import { sql as raw, type Selectable } from 'kysely'
import { newId } from '../../db/new-id.ts'
import type { Tables } from '../../db/tables.ts'
import { conflict } from '../errors.ts'
import type { Write } from '../transaction.ts'
import type { InvoiceChange } from './events.ts'
import { draftOf, readPlacement, reasonAgainst, type Placement } from './plan.ts'
import { invoiceNumber } from './presenter.ts'
import { saveChange } from './save-change.ts'

type Invoice = Pick<
  Selectable<Tables['invoice']>,
  'id' | 'status' | 'year' | 'number' | 'joined_on' | 'salary' | 'salary_currency'
>

/** Its invoice, the row held, unless it was cancelled. */
const holdInvoiceOf = ({ sql }: Write, placementId: string): Promise<Invoice | undefined> =>
  sql
    .selectFrom('invoice')
    .select(['id', 'status', 'year', 'number', 'salary', 'salary_currency'])
    .select(raw<string>`to_char(joined_on, 'YYYY-MM-DD')`.as('joined_on'))
    .where('placement_id', '=', placementId)
    .where('status', '<>', 'cancelled')
    .forNoKeyUpdate()
    .executeTakeFirst()

const schedule = async ({ sql, now }: Write, placement: Placement, draft: ReturnType<typeof draftOf>) => {
  const id = newId()
  await sql
    .insertInto('invoice')
    .values({
      ...draft,
      id,
      placement_id: placement.id,
      application_id: placement.application_id,
      job_id: placement.job_id,
      company_id: placement.company_id,
      staffing_company_id: placement.staffing_company_id,
      service_terms_id: placement.terms_id,
      created_at: now,
      updated_at: now,
    })
    .execute()
  return id
}

/** An issued invoice stands for one day of joining. Leaving does not change it: a credit note answers that. */
const keepIssued = (invoice: Invoice, { status, joined_on: joinedOn }: Placement) => {
  if ((status === 'joined' || status === 'left') && joinedOn === invoice.joined_on) return
  throw conflict(
    `Invoice ${invoiceNumber(invoice)} was issued for the joining on ${invoice.joined_on}, which cannot be changed any more. Answer it with a credit note.`,
  )
}

/**
 * Shared step, behind every change of a placement whose row is held: its invoice follows. Joined makes a scheduled one
 * from the terms that were bound at the hire, another day of joining moves it, and where there is none any more it is
 * cancelled: it never had a number. Throws 409 `conflict` if it was issued and the joining is changed, and if no fee
 * comes of the terms (see `feeOf`).
 */
export const followPlacement = async (write: Write, placementId: string): Promise<void> => {
  const placement = await readPlacement(write, placementId)
  if (!placement) return
  const invoice = await holdInvoiceOf(write, placementId)
  if (invoice?.status === 'issued') return keepIssued(invoice, placement)

  const { now, record } = write
  const told = (id: string): InvoiceChange => ({ invoiceId: id, applicationId: placement.application_id })
  const against = reasonAgainst(placement)
  if (against) {
    if (!invoice) return
    const cancelled = { status: 'cancelled', cancelled_at: now, cancel_reason: against } as const
    await saveChange(write, invoice.id, cancelled)
    return record('invoice.cancelled', told(invoice.id))
  }

  const draft = draftOf(placement, placement.joined_on!)
  if (!invoice) return record('invoice.scheduled', told(await schedule(write, placement, draft)))
  const made = ['joined_on', 'salary', 'salary_currency'] as const
  if (made.every(name => invoice[name] === draft[name])) return
  await saveChange(write, invoice.id, draft)
  record('invoice.rescheduled', told(invoice.id))
}
