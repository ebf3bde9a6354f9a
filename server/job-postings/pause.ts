import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStatus } from './enter-status.ts'
import { findForStep } from './find-for-step.ts'
import type { StepInput } from './schema.ts'

/** Takes an open job off the list for a while: it takes no applications, its pipeline goes on. */
export const pauseJobPosting = (actor: Actor, input: StepInput) =>
  transaction(actor, async write => {
    const { job, to } = await findForStep(write, actor, 'pause', input)
    if (to) {
      enterStatus(job, to, write.now)
      write.record('job.paused', { jobId: job.id })
    }
    return answerWith(write.em, actor, job)
  })
