import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { showPreferences } from './show.ts'

/** What the actor hears of, where and when. */
export const readPreferences = (actor: Actor) =>
  showPreferences({ sql: sqlOf(database().orm.em.fork()), send: pooled.send }, actor)
