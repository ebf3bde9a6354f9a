import type { Actor } from '../actor.ts'
import { conflict, notFound } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { policy } from './policy.ts'
import { holdInvoice, paymentRows, subjectOf } from './queries.ts'
import { saveChange } from './save-change.ts'
import type { ReverseInput } from './schema.ts'
import { showInvoice } from './show.ts'

/** Takes back a payment that was written down: it stays in sight and does not count any more. 409 if it was before. */
export const reversePayment = (actor: Actor, { paymentId, reason }: ReverseInput) =>
  transaction(actor, async write => {
    const { sql, now, record } = write
    const found = await sql
      .selectFrom('payment')
      .select('invoice_id')
      .where('id', '=', paymentId)
      .executeTakeFirst()
    if (!found) throw notFound()
    const row = await holdInvoice(sql, actor, found.invoice_id, now)
    authorize(policy, 'pay', actor, subjectOf(row))
    const payment = (await paymentRows(sql, row.id)).find(({ id }) => id === paymentId)!
    if (payment.reversed_at) throw conflict('This payment was reversed before.')

    await sql
      .updateTable('payment')
      .set({ reversed_at: now, reversed_by_name: actor.name, reverse_reason: reason })
      .where('id', '=', paymentId)
      .execute()
    await saveChange(write, row.id, { paid: eb => eb('paid', '-', payment.amount) })
    record('invoice.payment_reversed', {
      invoiceId: row.id,
      applicationId: row.application_id,
      paymentId,
    })
    return showInvoice(write, actor, row.id)
  })
