import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { cutOf, policy } from './policy.ts'
import { presentPlacement } from './presenter.ts'
import { placementRows } from './queries.ts'

export const readPlacement = async (actor: Actor, id: string, now: Date) => {
  const row = await placementRows(sqlOf(database().orm.em.fork()))
    .where('p.id', '=', id)
    .where(policy.scope(actor))
    .executeTakeFirst()
  if (!row) throw notFound()
  return presentPlacement[cutOf(actor)](row, now)
}
