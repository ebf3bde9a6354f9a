import type { IJobPosting, JobStatus } from '../../db/entities/job-posting.ts'
import { conflict } from '../errors.ts'
import { isExpired } from './policy.ts'

/**
 * Shared step: puts a job into a status, with the instants that belong to it. Throws 409 `conflict` when it would open
 * although its deadline has passed.
 */
export const enterStatus = (job: IJobPosting, to: JobStatus, now: Date) => {
  if (to === 'open') {
    if (isExpired(job, now)) throw conflict('Its deadline has passed: give it a later one first.')
    // One that was only paused has been posted before
    if (job.status !== 'paused') job.openedAt = now
    job.closedAt = null
  }
  if (to === 'pending_approval') job.submittedAt = now
  if (to === 'pending_approval' || to === 'open') job.returnReason = null
  if (to === 'closed') job.closedAt = now
  job.status = to
  job.version += 1
  job.updatedAt = now
}
