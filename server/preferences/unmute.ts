import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { checkSeesJob } from './check-sees-job.ts'
import type { JobInput } from './schema.ts'

/** The actor hears of this job again. */
export const unmuteJob = (actor: Actor, { jobId }: JobInput) =>
  transaction(actor, async write => {
    await checkSeesJob(write, actor, jobId)
    const { numDeletedRows: unmuted } = await write.sql
      .deleteFrom('muted_job')
      .where('user_id', '=', actor.id)
      .where('job_id', '=', jobId)
      .executeTakeFirstOrThrow()
    if (unmuted) write.record('user.updated', { userId: actor.id })
  })
