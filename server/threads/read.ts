import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { readEntry } from './entry.ts'
import { findThread } from './queries.ts'

/** One thread: who takes part, who has read how far, and how much of it the actor has not. */
export const readThread = async (actor: Actor, id: string) => {
  const db = sqlOf(database().orm.em.fork())
  const { thread, place } = await findThread(db, actor, id)
  return readEntry(db, actor, { place, kind: thread.kind }, thread)
}
