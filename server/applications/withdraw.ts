import type { Actor } from '../actor.ts'
import { invalidTransition } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStage } from './enter-stage.ts'
import { policy } from './policy.ts'
import { findApplication } from './queries.ts'
import type { ApplicationInput } from './schema.ts'
import { allowedMoves, progressOf } from './stages.ts'

/** The candidate steps back, from any open stage. */
export const withdrawApplication = (actor: Actor, { applicationId }: ApplicationInput) =>
  transaction(actor, async write => {
    const { em } = write
    const { application, subject } = await findApplication(em, actor, applicationId, { lock: true })
    authorize(policy, 'withdraw', actor, subject)
    if (application.stage === 'withdrawn') return answerWith(em, actor, applicationId)
    if (!allowedMoves(application, 'candidate').includes('withdrawn'))
      throw invalidTransition(progressOf[application.stage], [])

    const { historyId } = await enterStage(write, application, { to: 'withdrawn' })
    write.record('application.withdrawn', { applicationId, historyId })
    return answerWith(em, actor, applicationId)
  })
