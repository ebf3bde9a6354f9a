import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../actor.ts'
import { checkZone } from '../check-zone.ts'
import { forbidden, invalid, stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction, type Write } from '../transaction.ts'
import { policy, seesAccount } from './policy.ts'
import { presentBilling } from './presenter.ts'
import { billable, billingRow, findBilled, type BillingRow } from './queries.ts'
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

type Details = Omit<BillingInput, 'companyId' | 'contactIds' | 'version'>

/** As the table has them. Where a company is paid stays as it is unless it is given. */
const columnsOf = ({ zone, address, taxId, iban, bic, taxBasisPoints, taxNote, billingEmail }: Details) => ({
  zone,
  address,
  tax_id: taxId,
  ...(iban !== undefined && { iban }),
  ...(bic !== undefined && { bic }),
  tax_basis_points: taxBasisPoints,
  tax_note: taxNote,
  billing_email: billingEmail,
})

/** Whether nothing would change. */
const isSaid = (row: BillingRow, columns: ReturnType<typeof columnsOf>, contacts: string[]) =>
  Object.entries(columns).every(([name, value]) => row[name as keyof typeof columns] === value) &&
  isDeepStrictEqual(contacts.toSorted(), row.contacts.map(({ id }) => id).toSorted())

/**
 * Says what stands on a company's invoices and to whom they go. It holds for what is issued from now on: what was issued
 * stays as it was, and what is scheduled keeps its hour. The same again is a success that changes nothing; 409 `stale`
 * where somebody else has changed it.
 */
export const replaceBilling = (actor: Actor, { companyId, contactIds, version, ...details }: BillingInput) =>
  transaction(actor, async write => {
    const { em, sql } = write
    const subject = await findBilled(em, actor, companyId, { lock: true })
    authorize(policy, 'edit-billing', actor, subject)
    const { iban, bic } = details
    if ((iban !== undefined || bic !== undefined) && !seesAccount(actor, companyId))
      throw forbidden('Where a company is paid is its own to say.')
    await checkZone(write, details.zone)
    const contacts = [...new Set(contactIds)]
    await checkContacts(write, companyId, contacts)
    const columns = columnsOf(details)
    const row = await billingRow(sql, companyId)
    if (isSaid(row, columns, contacts)) return presentBilling(actor, row)
    if (row.version !== version) throw stale(presentBilling(actor, row))

    await sql
      .updateTable('company')
      .set({ ...columns, billing_version: version + 1 })
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
