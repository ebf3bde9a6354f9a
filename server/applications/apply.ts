import { Application } from '../../db/entities/application.ts'
import type { Actor } from '../actor.ts'
import { alreadyApplied, jobClosed, notFound } from '../errors.ts'
import { isPublic, takesApplications } from '../job-postings/policy.ts'
import { lockJobPosting } from '../job-postings/queries.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterBoard } from './enter-stage.ts'
import type { ApplyInput } from './schema.ts'

/** A candidate applies, once per job ever. 409 `already_applied` with their application, 409 `job_closed`. */
export const applyToJob = (actor: Actor, { jobId, ...letter }: ApplyInput) =>
  transaction(actor, async write => {
    const { em, sql } = write
    // One at a time for one person: of two at once the second finds the first.
    await sql.selectFrom('users').select('id').where('id', '=', actor.id).forNoKeyUpdate().execute()
    // Closing the job waits for us.
    const job = await lockJobPosting(em, jobId, 'share')
    const before = await em.findOne(Application, { job: jobId, candidate: actor.id })
    if (before) throw alreadyApplied(await answerWith(em, actor, before.id))
    if (!isPublic(job)) throw notFound()
    if (!takesApplications(job, write.now)) throw jobClosed()

    const { id, historyId } = await enterBoard(write, {
      ...letter,
      jobId,
      candidateId: actor.id,
      source: 'direct',
    })
    write.record('application.applied', { applicationId: id, historyId })
    return answerWith(em, actor, id)
  })
