import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStatus } from './enter-status.ts'
import { findForStep } from './find-for-step.ts'
import type { StepInput } from './schema.ts'

/** A manager lets a client's job open. */
export const approveJobPosting = (actor: Actor, input: StepInput) =>
  transaction(actor, async write => {
    const { job, to } = await findForStep(write, actor, 'approve', input)
    if (to) {
      enterStatus(job, to, write.now)
      write.record('job.approved', { jobId: job.id })
    }
    return answerWith(write.em, actor, job)
  })
