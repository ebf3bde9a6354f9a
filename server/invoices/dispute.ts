import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { policy } from './policy.ts'
import { balanceOf } from './presenter.ts'
import { holdInvoice, subjectOf } from './queries.ts'
import { saveChange } from './save-change.ts'
import type { DisputeInput } from './schema.ts'
import { checkVersion, showInvoice } from './show.ts'

/**
 * The client says why it does not pay: until that is resolved nobody is reminded of it. 409 where nothing is left to be
 * paid, and where it is disputed already.
 */
export const disputeInvoice = (actor: Actor, { invoiceId, reason, version }: DisputeInput) =>
  transaction(actor, async write => {
    const { sql, now, record } = write
    const row = await holdInvoice(sql, actor, invoiceId, now)
    authorize(policy, 'dispute', actor, subjectOf(row))
    await checkVersion(write, actor, row, version)
    if (row.dispute_id) throw conflict('This invoice is disputed already.')
    if (balanceOf(row) <= 0) throw conflict('Nothing is left to be paid: there is nothing to dispute.')

    await sql
      .insertInto('invoice_dispute')
      .values({
        id: newId(),
        invoice_id: invoiceId,
        reason,
        by_id: actor.id,
        by_name: actor.name,
        created_at: now,
      })
      .execute()
    await saveChange(write, invoiceId)
    record('invoice.disputed', { invoiceId, applicationId: row.application_id })
    return showInvoice(write, actor, invoiceId)
  })
