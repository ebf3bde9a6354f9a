import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { readEntry } from './entry.ts'
import { policy } from './policy.ts'
import { seekPlace, subjectOf, threadsAt } from './queries.ts'

/** The threads of a job, or of an application, that the actor takes part in, also those nobody has opened yet. 404 if none. */
export const listThreads = async (actor: Actor, of: { jobId: string } | { applicationId: string }) => {
  const db = sqlOf(database().orm.em.fork())
  const place = await seekPlace(db, of)
  if (!place) throw notFound()
  const kinds = 'jobId' in of ? (['negotiation'] as const) : (['candidate', 'discussion'] as const)
  const theirs = kinds.filter(kind => policy.can(actor, 'read', subjectOf(place, kind, actor)))
  if (!theirs.length) throw notFound()
  const threads = await threadsAt(db, actor, place)
  const data = await Promise.all(
    theirs.map(kind =>
      readEntry(
        db,
        actor,
        { place, kind },
        threads.find(thread => thread.kind === kind),
      ),
    ),
  )
  return { data, page: { nextCursor: null } }
}
