import { LockMode } from '@mikro-orm/postgresql'
import { database } from '../../db/database.ts'
import { JobPosting, type IJobPosting } from '../../db/entities/job-posting.ts'
import { transaction } from '../transaction.ts'
import { enterStatus } from './enter-status.ts'

const batchSize = 100

const expired = (now: Date) => ({
  status: { $in: ['open', 'paused'] satisfies IJobPosting['status'][] },
  deletedAt: null,
  deadline: { $lte: now },
})

/** One job, if it still has to be: somebody may have moved the deadline since. One that is being worked on waits. */
const closeOne = (id: string, now: Date) =>
  transaction(null, async ({ em, record }) => {
    const job = await em.findOne(
      JobPosting,
      { $and: [{ id }, expired(now)] },
      { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
    )
    if (!job) return 0
    enterStatus(job, 'closed', now)
    record('job.closed', { jobId: id })
    return 1
  })

/**
 * Closes every job whose deadline has passed. Applying was refused from the deadline itself; this puts it on record.
 * Job by job, so that one whose row is held or that fails keeps no other open; those come again with the next sweep.
 * Throws what the failed ones threw, after all have had their turn.
 */
export const closeExpiredJobs = async (now: Date) => {
  const failures: unknown[] = []
  let closed = 0
  let after = ''
  for (;;) {
    const batch = await database()
      .orm.em.fork()
      .find(
        JobPosting,
        { $and: [expired(now), after ? { id: { $gt: after } } : {}] },
        { fields: ['id'], orderBy: { id: 'asc' }, limit: batchSize },
      )
    for (const { id } of batch)
      await closeOne(id, now).then(
        done => (closed += done),
        (error: unknown) => failures.push(error),
      )
    const last = batch.at(-1)
    if (!last || batch.length < batchSize) break
    after = last.id
  }
  if (failures.length) throw new AggregateError(failures, `${failures.length} jobs could not be closed.`)
  return { closed }
}
