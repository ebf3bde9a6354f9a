import { database, sqlOf } from '../../db/database.ts'
import { billingFields } from '../../templates/web/billing-view.ts'
import type { Actor } from '../actor.ts'
import { policy, seesAccount } from '../companies/policy.ts'
import { presentBilling } from '../companies/presenter.ts'
import { billable, billingRow, findBilled } from '../companies/queries.ts'
import { notFound } from '../errors.ts'
import { idOf, page } from './page.ts'

/** What stands on a company's invoices, as a form for those who may say it. */
const show = async (actor: Actor, companyId: string) => {
  const em = database().orm.em.fork()
  const subject = await findBilled(em, actor, companyId)
  const db = sqlOf(em)
  const [row, people] = await Promise.all([billingRow(db, companyId), billable(db, companyId).execute()])
  const chosen = new Set(row.contacts.map(({ id }) => id))
  const given = presentBilling(actor, row)
  const data = {
    company: { id: row.id, name: row.name },
    isOwn: actor.companyId === companyId,
    mayEdit: policy.can(actor, 'edit-billing', subject),
    // Who issues invoices says how they are paid and taxed; who gets them, where they go.
    issues: row.kind === 'staffing',
    seesAccount: seesAccount(actor, companyId),
    given,
    fields: billingFields(given),
    people: people.map(({ id, name, email }) => ({ id, name, email, isChosen: chosen.has(id) })),
  }
  return { template: 'billing', title: 'Billing details', data, script: 'billing' }
}

export const billingPages = [
  page({
    path: '/company/billing',
    who: ['manager', 'recruiter', 'client'],
    show: ({ actor }) => {
      if (!actor.companyId) throw notFound()
      return show(actor, actor.companyId)
    },
  }),
  page({
    path: '/companies/:id/billing',
    who: ['admin', 'manager', 'recruiter', 'client'],
    show: ({ actor, request }) => show(actor, idOf(request)),
  }),
]
