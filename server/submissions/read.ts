import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { cutOf } from './policy.ts'
import { presentSubmission } from './presenter.ts'
import { findSubmission } from './queries.ts'

export const readSubmission = async (actor: Actor, id: string) =>
  presentSubmission[cutOf(actor)](await findSubmission(sqlOf(database().orm.em.fork()), actor, id))
