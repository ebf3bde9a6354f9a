import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { presentFor } from './answer.ts'
import { presentMe } from './presenter.ts'
import { findUser, meRow } from './queries.ts'

/** Oneself, with one's profile and the jobs one is tied to. */
export const readMe = async (actor: Actor) =>
  presentMe(await meRow(sqlOf(database().orm.em.fork()), actor.id))

export const readUser = async (actor: Actor, id: string) =>
  presentFor(actor, await findUser(database().orm.em.fork(), actor, id))
