import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { findInvoice } from './queries.ts'
import { showParts } from './show.ts'

/** One invoice with what was paid and credited, cut for the actor; 404 unless they may see it. */
export const readInvoice = async (actor: Actor, id: string, now: Date) => {
  const sql = sqlOf(database().orm.em.fork())
  return showParts({ sql }, actor, await findInvoice(sql, actor, id, now))
}
