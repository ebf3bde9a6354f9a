import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { presentSpan } from './spans.ts'
import { windowsOf } from './taken.ts'
import { now } from '../clock.ts'

/** When a candidate can, from now on. */
export const readAvailability = async (actor: Actor) => {
  const windows = await windowsOf(sqlOf(database().orm.em.fork()), actor.id, now())
  return { windows: windows.map(presentSpan) }
}
