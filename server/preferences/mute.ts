import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { checkSeesJob } from './check-sees-job.ts'
import type { JobInput } from './schema.ts'

/** From here on the actor hears nothing of this job, but where somebody mentions them. */
export const muteJob = (actor: Actor, { jobId }: JobInput) =>
  transaction(actor, async write => {
    await checkSeesJob(write, actor, jobId)
    const { numInsertedOrUpdatedRows: muted } = await write.sql
      .insertInto('muted_job')
      .values({ user_id: actor.id, job_id: jobId, created_at: write.now })
      .onConflict(conflict => conflict.columns(['user_id', 'job_id']).doNothing())
      .executeTakeFirstOrThrow()
    if (muted) write.record('user.updated', { userId: actor.id })
  })
