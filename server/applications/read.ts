import type { EntityManager } from '@mikro-orm/postgresql'
import { database, sqlOf } from '../../db/database.ts'
import type { Actor, Audience } from '../actor.ts'
import { audienceOf, cutOf } from './policy.ts'
import { presentApplication, presentHistory } from './presenter.ts'
import { applicationRow, findApplication, historyRows } from './queries.ts'

/** What the page of an application shows to this audience: itself and its timeline. 404 unless the actor sees it. */
export const readTimeline = async (em: EntityManager, actor: Actor, id: string, audience: Audience) => {
  await findApplication(em, actor, id)
  const sql = sqlOf(em)
  const row = await applicationRow(sql, id)
  const cut = cutOf(audience)
  return {
    application: presentApplication[cut](row),
    history: presentHistory(cut, await historyRows(sql, id), row),
  }
}

export const readApplication = async (actor: Actor, id: string) =>
  (await readTimeline(database().orm.em.fork(), actor, id, audienceOf(actor))).application

/** The whole history in one page: an application has a handful of entries. */
export const readHistory = async (actor: Actor, id: string) => ({
  data: (await readTimeline(database().orm.em.fork(), actor, id, audienceOf(actor))).history,
  page: { nextCursor: null },
})
