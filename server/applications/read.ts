import { database, sqlOf } from '../../db/database.ts'
import type { Reading } from '../../db/in-transaction.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor, Audience } from '../actor.ts'
import { audienceOf, cutOf } from './policy.ts'
import { presentApplication, presentHistory } from './presenter.ts'
import { findApplication, historyRows, type HeldApplication } from './queries.ts'

/** What the page of an application shows to this audience, which has been admitted to it: itself and its timeline. */
export const readTimeline = async (
  { sql: db }: Pick<Reading, 'sql'>,
  row: HeldApplication,
  audience: Audience,
) => {
  const cut = cutOf(audience)
  return {
    application: presentApplication[cut](row),
    history: presentHistory(cut, await historyRows(db, row.id), row),
  }
}

export const readApplication = async (actor: Actor, id: string) => {
  const row = await findApplication(pooled, actor, id)
  return presentApplication[cutOf(audienceOf(actor))](row)
}

/** The whole history in one page: an application has a handful of entries. */
export const readHistory = async (actor: Actor, id: string) => {
  const row = await findApplication(pooled, actor, id)
  const { history } = await readTimeline({ sql: sqlOf(database().orm.em.fork()) }, row, audienceOf(actor))
  return { data: history, page: { nextCursor: null } }
}
