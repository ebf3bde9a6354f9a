import type { Actor } from '../actor.ts'
import { invalidTransition, stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStage } from './enter-stage.ts'
import { moverOf, policy } from './policy.ts'
import { findApplication } from './queries.ts'
import type { RejectInput } from './schema.ts'
import { allowedMoves } from './stages.ts'

/** Rejects, with a reason. The same as a move to `rejected`, without the need to name a version. */
export const rejectApplication = (actor: Actor, { applicationId, reason, version }: RejectInput) =>
  transaction(actor, async write => {
    const { em } = write
    const { application, subject } = await findApplication(em, actor, applicationId, { lock: true })
    authorize(policy, 'reject', actor, subject)
    if (application.stage === 'rejected') return answerWith(em, actor, applicationId)
    if (version !== undefined && application.version !== version)
      throw stale(await answerWith(em, actor, applicationId))
    const allowed = allowedMoves(application, moverOf(actor, subject)!)
    if (!allowed.includes('rejected')) throw invalidTransition(application.stage, allowed)

    const { historyId } = await enterStage(write, application, { to: 'rejected', reason })
    if (application.shortlist === 'proposed') application.shortlist = 'rejected'
    write.record('application.rejected', { applicationId, historyId })
    return answerWith(em, actor, applicationId)
  })
