import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { findPlace } from '../threads/queries.ts'
import { sideIn } from './policy.ts'
import { presentBoundTerms } from './presenter.ts'
import { boundTerms } from './queries.ts'

/** The terms of a job that have bound, newest first, in one page: a job is negotiated a few times. */
export const readTerms = async (actor: Actor, jobId: string) => {
  const db = sqlOf(database().orm.em.fork())
  await findPlace(db, actor, { kind: 'negotiation', of: jobId })
  const cut = sideIn(actor) === 'staff' ? 'staff' : 'client'
  return { data: (await boundTerms(db, jobId)).map(presentBoundTerms[cut]), page: { nextCursor: null } }
}
