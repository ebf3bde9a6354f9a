import { database, sqlOf } from '../../db/database.ts'
import type { Reading } from '../../db/in-transaction.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor, Audience } from '../actor.ts'
import { notFound } from '../errors.ts'
import { gather } from '../gather.ts'
import { audienceOf, cutOf } from './policy.ts'
import { presentApplication, presentHistory } from './presenter.ts'
import { findApplications, historyRows, type HeldApplication } from './queries.ts'

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

/** Those that are asked for at once are read at once. */
const seen = gather((asks: { actor: Actor; id: string }[]) => findApplications(pooled, asks), {
  most: 100,
  lanes: 2,
})

const find = async (actor: Actor, id: string) => {
  const row = await seen({ actor, id })
  if (!row) throw notFound()
  return row
}

export const readApplication = async (actor: Actor, id: string) => {
  const row = await find(actor, id)
  return presentApplication[cutOf(audienceOf(actor))](row)
}

/** The whole history in one page: an application has a handful of entries. */
export const readHistory = async (actor: Actor, id: string) => {
  const row = await find(actor, id)
  const { history } = await readTimeline({ sql: sqlOf(database().orm.em.fork()) }, row, audienceOf(actor))
  return { data: history, page: { nextCursor: null } }
}
