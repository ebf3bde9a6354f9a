import { database, sqlOf } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import type { Actor } from './actor.ts'

/** An admin sees everything, and every look is written down before it is answered. */
export const audit = (actor: Actor, action: string, target: string | null) =>
  sqlOf(database().orm.em.fork())
    .insertInto('audit')
    .values({ id: newId(), actor_id: actor.id, action, target })
    .execute()
