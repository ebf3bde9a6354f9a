import { newId } from '../../db/new-id.ts'
import { exactMoney } from '../../templates/web/words.ts'
import type { Actor } from '../actor.ts'
import { conflict, invalidField, moreThanLeft } from '../errors.ts'
import { authorize } from '../policy.ts'
import { localDate } from '../time.ts'
import { transaction } from '../transaction.ts'
import { policy } from './policy.ts'
import { balanceOf } from './presenter.ts'
import { holdInvoice, subjectOf } from './queries.ts'
import { saveChange } from './save-change.ts'
import type { PayInput } from './schema.ts'
import { checkVersion, showInvoice, showParts } from './show.ts'

/**
 * Writes down a payment, in whole or in part, also of an invoice that is disputed. 400 for another currency and for a day
 * that is to come, 409 `more_than_left` for more than its balance, `conflict` before it is issued.
 */
export const payInvoice = (actor: Actor, { invoiceId, amount, paidOn, reference, version }: PayInput) =>
  transaction(actor, async write => {
    const { sql, now, record } = write
    const row = await holdInvoice(sql, actor, invoiceId, now)
    authorize(policy, 'pay', actor, subjectOf(row))
    await checkVersion(write, actor, row, version)
    if (row.status !== 'issued') throw conflict('Nothing is paid on an invoice before it is issued.')
    if (amount.currency !== row.currency)
      throw invalidField('/amount/currency', 'other_currency', `The invoice is in ${row.currency}.`)
    if (paidOn > localDate(now, row.staffing_zone))
      throw invalidField('/paidOn', 'too_late', 'Nobody has paid on a day that is to come.')
    const left = balanceOf(row)
    if (amount.amount > left)
      throw moreThanLeft(
        left > 0
          ? `Only ${exactMoney({ amount: left, currency: row.currency })} are left to be paid.`
          : 'Nothing is left to be paid.',
        await showParts(write, actor, row),
      )

    const paymentId = newId()
    await sql
      .insertInto('payment')
      .values({
        id: paymentId,
        invoice_id: row.id,
        amount: String(amount.amount),
        paid_on: paidOn,
        reference: reference ?? null,
        by_id: actor.id,
        by_name: actor.name,
        created_at: now,
      })
      .execute()
    await saveChange(write, row.id, { paid: eb => eb('paid', '+', String(amount.amount)) })
    record('invoice.payment_recorded', { invoiceId, applicationId: row.application_id, paymentId })
    return showInvoice(write, actor, invoiceId)
  })
