import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { policy } from './policy.ts'
import { holdInvoice, subjectOf } from './queries.ts'
import { saveChange } from './save-change.ts'
import type { ResolveInput } from './schema.ts'
import { checkVersion, showInvoice } from './show.ts'

/** Either side says that the dispute is over, and if it likes how. 409 where there is none. */
export const resolveInvoice = (actor: Actor, { invoiceId, resolution, version }: ResolveInput) =>
  transaction(actor, async write => {
    const { sql, now, record } = write
    const row = await holdInvoice(sql, actor, invoiceId, now)
    authorize(policy, 'resolve', actor, subjectOf(row))
    await checkVersion(write, actor, row, version)
    if (!row.dispute_id) throw conflict('This invoice is not disputed.')

    await sql
      .updateTable('invoice_dispute')
      .set({
        resolved_at: now,
        resolved_by_id: actor.id,
        resolved_by_name: actor.name,
        resolved_by_client: actor.role === 'client',
        resolution: resolution ?? null,
      })
      .where('id', '=', row.dispute_id)
      .execute()
    await saveChange(write, invoiceId)
    record('invoice.resolved', { invoiceId, applicationId: row.application_id })
    return showInvoice(write, actor, invoiceId)
  })
