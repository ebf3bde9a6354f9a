import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { presentBilling } from './presenter.ts'
import { billingRow, findBilled } from './queries.ts'

/** What stands on a company's invoices; 404 unless it is the actor's own or one that theirs serves. */
export const readBilling = async (actor: Actor, companyId: string) => {
  const em = database().orm.em.fork()
  await findBilled(em, actor, companyId)
  return presentBilling(actor, await billingRow(sqlOf(em), companyId))
}
