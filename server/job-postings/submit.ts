import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStatus } from './enter-status.ts'
import { findForStep } from './find-for-step.ts'
import type { StepInput } from './schema.ts'

/** A draft is ready: a client's waits for a manager's approval, the staff's opens at once. */
export const submitJobPosting = (actor: Actor, input: StepInput) =>
  transaction(actor, async write => {
    const { job, to } = await findForStep(write, actor, 'submit', input)
    if (to) {
      enterStatus(job, to, write.now)
      write.record('job.submitted', { jobId: job.id })
    }
    return answerWith(write.em, actor, job)
  })
