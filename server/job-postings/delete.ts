import type { Actor } from '../actor.ts'
import { stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { policy } from './policy.ts'
import { findJobPosting, subjectOf } from './queries.ts'
import type { StepInput } from './schema.ts'

/** Takes a job away for everybody at once. Its row and its history stay; its candidates still see their own applications. */
export const deleteJobPosting = (actor: Actor, { jobId, version }: StepInput) =>
  transaction(actor, async write => {
    const { em, now, record } = write
    const job = await findJobPosting(em, actor, jobId, { lock: true })
    authorize(policy, 'delete', actor, await subjectOf(em, actor, job))
    if (version !== undefined && job.version !== version) throw stale(await answerWith(write, actor, job))

    job.deletedAt = now
    job.updatedAt = now
    job.version += 1
    record('job.deleted', { jobId, lostAccess: 'everybody' })
  })
