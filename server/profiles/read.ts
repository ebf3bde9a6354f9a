import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { presentProfile } from './presenter.ts'
import { profileRow } from './queries.ts'

/** One’s own profile. */
export const readProfile = async (actor: Actor) =>
  presentProfile(await profileRow(sqlOf(database().orm.em.fork()), actor.id))
