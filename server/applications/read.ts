import { database, sqlOf } from '../../db/database.ts'
import type { Reading } from '../../db/in-transaction.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor, Audience } from '../actor.ts'
import { audienceOf, cutOf } from './policy.ts'
import { presentApplication, presentHistory } from './presenter.ts'
import { applicationRow, findApplication, historyRows } from './queries.ts'

/** What the page of an application shows to this audience, which has been admitted to it: itself and its timeline. */
export const readTimeline = async ({ sql: db }: Reading, id: string, audience: Audience) => {
  const row = await applicationRow(db, id)
  const cut = cutOf(audience)
  return {
    application: presentApplication[cut](row),
    history: presentHistory(cut, await historyRows(db, id), row),
  }
}

export const readApplication = async (actor: Actor, id: string) => {
  const row = await findApplication(pooled, actor, id)
  return presentApplication[cutOf(audienceOf(actor))](row)
}

/** The whole history in one page: an application has a handful of entries. */
export const readHistory = async (actor: Actor, id: string) => {
  const db = sqlOf(database().orm.em.fork())
  const row = await findApplication(pooled, actor, id)
  const entries = await historyRows(db, id)
  return { data: presentHistory(cutOf(audienceOf(actor)), entries, row), page: { nextCursor: null } }
}
