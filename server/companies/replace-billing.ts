import type { Actor } from '../actor.ts'
import { checkZone } from '../check-zone.ts'
import { forbidden, invalid } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction, type Write } from '../transaction.ts'
import { policy, seesAccount } from './policy.ts'
import { presentBilling } from './presenter.ts'
import { billable, billingRow, findBilled } from './queries.ts'
import type { BillingInput } from './schema.ts'

/** Throws 400 for everybody named who is no active client user of the company. */
const checkContacts = async ({ sql }: Write, companyId: string, contactIds: string[]) => {
  const known = new Set((await billable(sql, companyId).execute()).map(({ id }) => id))
  const wrong = contactIds.flatMap((id, index) =>
    known.has(id)
      ? []
      : [
          {
            pointer: `/contactIds/${index}`,
            code: 'not_found',
            detail: 'There is no such client user here.',
          },
        ],
  )
  if (wrong.length) throw invalid(wrong)
}

/**
 * Says what stands on a company's invoices and to whom they go. It holds for what is issued from now on: what was issued
 * stays as it was, and what is scheduled keeps its hour.
 */
export const replaceBilling = (actor: Actor, { companyId, contactIds, ...fields }: BillingInput) =>
  transaction(actor, async write => {
    const { em, sql } = write
    const subject = await findBilled(em, actor, companyId, { lock: true })
    authorize(policy, 'edit-billing', actor, subject)
    const { iban, bic } = fields
    if ((iban !== undefined || bic !== undefined) && !seesAccount(actor, companyId))
      throw forbidden('Where a company is paid is its own to say.')
    await checkZone(write, fields.zone)
    const contacts = [...new Set(contactIds)]
    await checkContacts(write, companyId, contacts)

    await sql
      .updateTable('company')
      .set({
        zone: fields.zone,
        address: fields.address,
        tax_id: fields.taxId,
        ...(iban !== undefined && { iban }),
        ...(bic !== undefined && { bic }),
        tax_basis_points: fields.taxBasisPoints,
        tax_note: fields.taxNote,
        billing_email: fields.billingEmail,
      })
      .where('id', '=', companyId)
      .execute()
    await sql.deleteFrom('billing_contact').where('company_id', '=', companyId).execute()
    if (contacts.length)
      await sql
        .insertInto('billing_contact')
        .values(contacts.map(id => ({ company_id: companyId, user_id: id })))
        .execute()
    return presentBilling(actor, await billingRow(sql, companyId))
  })
