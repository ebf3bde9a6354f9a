import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStatus } from './enter-status.ts'
import { findForStep } from './find-for-step.ts'
import type { StepInput } from './schema.ts'

/** Ends the search. Whoever is in the pipeline stays there until somebody decides. */
export const closeJobPosting = (actor: Actor, input: StepInput) =>
  transaction(actor, async write => {
    const { job, to } = await findForStep(write, actor, 'close', input)
    if (to) {
      enterStatus(job, to, write.now)
      write.record('job.closed', { jobId: job.id })
    }
    return answerWith(write.em, actor, job)
  })
