import { JobPosting } from '../../db/entities/job-posting.ts'
import { transaction } from '../transaction.ts'

/** Closes every job whose deadline has passed. Applying was refused from the deadline itself; this puts it on record. */
export const closeExpiredJobs = async (now: Date) =>
  transaction(null, async ({ em, record }) => {
    const expired = await em.find(JobPosting, {
      status: { $in: ['open', 'paused'] },
      deletedAt: null,
      deadline: { $lte: now },
    })
    for (const job of expired) {
      job.status = 'closed'
      job.closedAt = now
      job.version += 1
      record('job.closed', { jobId: job.id })
    }
    return { closed: expired.length }
  })
