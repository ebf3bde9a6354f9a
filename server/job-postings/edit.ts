import type { Actor } from '../actor.ts'
import { stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { readFields } from './fields.ts'
import { settleOpenings } from './fill.ts'
import { policy } from './policy.ts'
import { findJobPosting, subjectOf } from './queries.ts'
import type { EditInput } from './schema.ts'

/**
 * Changes the fields that are given; a replacement gives them all. 409 `stale` with the job as it is now, 400 for a
 * deadline in the past, 409 `conflict` for fewer openings than people hired.
 */
export const editJobPosting = (actor: Actor, { jobId, version, ...fields }: EditInput) =>
  transaction(actor, async write => {
    const { em, now } = write
    const job = await findJobPosting(em, actor, jobId, { lock: true })
    authorize(policy, 'edit', actor, await subjectOf(em, actor, job))
    if (job.version !== version) throw stale(await answerWith(write, actor, job))
    if (!Object.keys(fields).length) return answerWith(write, actor, job)

    const { openings, title } = job
    Object.assign(job, readFields(fields, now, job), { version: job.version + 1, updatedAt: now })
    write.record('job.edited', { jobId, retitled: job.title !== title })
    if (job.openings !== openings) await settleOpenings(write, job)
    return answerWith(write, actor, job)
  })
