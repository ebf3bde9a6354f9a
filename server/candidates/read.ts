import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { cutOf } from './policy.ts'
import { presentCandidate } from './presenter.ts'
import { seekCandidate } from './queries.ts'

export const readCandidate = async (actor: Actor, id: string) => {
  const row = await seekCandidate(sqlOf(database().orm.em.fork()), actor, id)
  if (!row) throw notFound()
  return presentCandidate[cutOf(actor)](row)
}
