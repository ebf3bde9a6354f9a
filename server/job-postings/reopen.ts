import type { Actor } from '../actor.ts'
import { noOpenings } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStatus } from './enter-status.ts'
import { countHired } from './fill.ts'
import { findForStep } from './find-for-step.ts'
import type { StepInput } from './schema.ts'

/**
 * Takes up a paused or closed job. 409 `conflict` when its deadline has passed, 409 `no_openings` when everybody it
 * looked for has been hired: edit the one or the other first.
 */
export const reopenJobPosting = (actor: Actor, input: StepInput) =>
  transaction(actor, async write => {
    const { job, to } = await findForStep(write, actor, 'reopen', input)
    if (to) {
      if ((await countHired(write.em, job.id)) >= job.openings) throw noOpenings()
      enterStatus(job, to, write.now)
      write.record('job.reopened', { jobId: job.id })
    }
    return answerWith(write.em, actor, job)
  })
