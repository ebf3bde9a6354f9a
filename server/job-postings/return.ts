import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStatus } from './enter-status.ts'
import { findForStep } from './find-for-step.ts'
import type { ReturnInput } from './schema.ts'

/** A manager gives a client's job back as a draft, with the reason. */
export const returnJobPosting = (actor: Actor, { reason, ...input }: ReturnInput) =>
  transaction(actor, async write => {
    const { job, to } = await findForStep(write, actor, 'return', input)
    if (to) {
      enterStatus(job, to, write.now)
      job.returnReason = reason
      write.record('job.returned', { jobId: job.id })
    }
    return answerWith(write.em, actor, job)
  })
