import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { audienceOf, cutOf } from './policy.ts'
import { presentApplication } from './presenter.ts'
import { applicationRow } from './queries.ts'

/** Shared step: the application as this actor may see it, at this point of the transaction. */
export const answerWith = async (em: EntityManager, actor: Actor, id: string) => {
  await em.flush()
  return presentApplication[cutOf(audienceOf(actor))](await applicationRow(sqlOf(em), id))
}
