import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { stageCounts } from './counts.ts'
import { cutOf, isPublic } from './policy.ts'
import { presentJob, presentPublicJob } from './presenter.ts'
import { isOwnJob, seekJob } from './queries.ts'

/** A job: in the actor's cut if it is their business, as the public sees it if it is or was open, otherwise 404. */
export const readJobPosting = async (actor: Actor | null, id: string) => {
  const row = await seekJob(pooled, id)
  if (!row) throw notFound()
  if (!actor || !isOwnJob(actor, row)) {
    if (!isPublic({ status: row.status, deletedAt: row.deleted_at })) throw notFound()
    return presentPublicJob(row)
  }
  const cut = cutOf(actor)
  const job = presentJob[cut](row)
  return cut === 'agency' ? job : { ...job, counts: (await stageCounts(pooled, [id], cut)).get(id) }
}
