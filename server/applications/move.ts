import type { Actor } from '../actor.ts'
import { invalidField, invalidTransition, stale } from '../errors.ts'
import { fillJobPosting } from '../job-postings/fill.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { enterStage } from './enter-stage.ts'
import { moverOf, policy } from './policy.ts'
import { findApplication } from './queries.ts'
import type { MoveInput } from './schema.ts'
import { allowedMoves } from './stages.ts'

/**
 * Moves a card to the next stage, or rejects it, under whichever name it is asked for: `move`, `change-stage`, `reject`.
 * The same target again is a success that changes nothing. Without a version (only `move` insists on one) it moves
 * whatever is there now.
 * 409 `stale` with the card as it is now, 409 `invalid_transition` with the stages that are allowed, 400 without a
 * reason for a rejection, 409 `no_openings` for a hire beyond the job's openings.
 */
export const moveApplication = (
  actor: Actor,
  {
    applicationId,
    to,
    version,
    reason,
    before,
    after,
  }: Omit<MoveInput, 'version'> & { version?: number | undefined },
) =>
  transaction(actor, async write => {
    const { em } = write
    const { application, job, subject } = await findApplication(em, actor, applicationId, { lock: true })
    authorize(policy, 'move', actor, subject)
    if (application.stage === to) return answerWith(em, actor, applicationId)
    if (version !== undefined && application.version !== version)
      throw stale(await answerWith(em, actor, applicationId))
    const allowed = allowedMoves(application, moverOf(actor, subject)!)
    if (!allowed.includes(to)) throw invalidTransition(application.stage, allowed)
    if (to === 'rejected' && !reason)
      throw invalidField('/reason', 'required', 'A rejection needs its reason.')

    const { historyId } = await enterStage(write, application, { to, reason, before, after })
    if (to === 'hired') await fillJobPosting(write, job)
    write.record(to === 'rejected' ? 'application.rejected' : 'application.moved', {
      applicationId,
      historyId,
    })
    return answerWith(em, actor, applicationId)
  })
