import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { policy } from './policy.ts'
import { holdInvoice, subjectOf } from './queries.ts'
import { saveChange } from './save-change.ts'
import type { ResolveInput } from './schema.ts'
import { checkVersion, showInvoice } from './show.ts'

/** Either side says that the dispute is over. 409 where there is none. */
export const resolveInvoice = (actor: Actor, { invoiceId, version }: ResolveInput) =>
  transaction(actor, async write => {
    const { sql, now, record } = write
    const row = await holdInvoice(sql, actor, invoiceId, now)
    authorize(policy, 'resolve', actor, subjectOf(row))
    await checkVersion(write, actor, row, version)
    if (!row.disputed_at) throw conflict('This invoice is not disputed.')

    await saveChange(write, invoiceId, { disputed_at: null, dispute_reason: null, disputed_by_name: null })
    record('invoice.resolved', { invoiceId, applicationId: row.application_id })
    return showInvoice(write, actor, invoiceId)
  })
