import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { isPublic } from '../job-postings/policy.ts'
import { isOwnJob, seekJob, type JobRow } from '../job-postings/queries.ts'
import type { Write } from '../transaction.ts'

/** Whether this job is their business, or everybody's. */
export const seesJob = (actor: Actor, row: JobRow) =>
  isOwnJob(actor, row) || isPublic({ status: row.status, deletedAt: row.deleted_at })

/** Whoever may see a job may want to hear nothing of it; 404 for others. */
export const checkSeesJob = async (write: Write, actor: Actor, jobId: string) => {
  const row = await seekJob(write, jobId)
  if (!row || !seesJob(actor, row)) throw notFound()
}
