import type { Actor } from '../actor.ts'
import { changeCard, showCard } from '../applications/change-card.ts'
import { enterStage } from '../applications/enter-stage.ts'
import { policy } from '../applications/policy.ts'
import { notFound, notProposed, stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import type { Write } from '../transaction.ts'
import type { Decision } from './schema.ts'

/** What a decision is made under, beside the actor's own rights. */
export interface Under {
  /** The shortlist it is on. */
  jobId?: string
  /** Asked in the transaction of the decision; throws if there is no right to it any more. */
  check?(write: Write): Promise<void>
}

/**
 * A hiring manager's yes or no to a proposed candidate: the move to interview, or to rejected with the reason. The same
 * decision again is a success that changes nothing. 409 `stale` with the card as it is now if another version was seen,
 * 409 `not_proposed` if it was decided otherwise or taken back meanwhile.
 */
export const decideOnApplication = (actor: Actor, decision: Decision, { jobId, check }: Under = {}) => {
  const { applicationId, version } = decision
  const yes = 'approve' in decision
  const to = yes ? 'interview' : 'rejected'
  return changeCard(actor, { ask: { applicationId, to } }, async (write, draft) => {
    await check?.(write)
    const { card, subject } = draft
    if (jobId !== undefined && card.job_id !== jobId) throw notFound()
    authorize(policy, 'decide', actor, subject)
    if (card.stage === to && card.shortlist === (yes ? 'approved' : 'rejected')) return showCard(actor, card)
    if (version !== undefined && card.version !== version) throw stale(showCard(actor, card))
    if (card.stage !== 'screening' || card.shortlist !== 'proposed') throw notProposed(showCard(actor, card))

    enterStage(write, draft, { to, reason: yes ? null : decision.decline })
    write.record(yes ? 'application.moved' : 'application.rejected', draft)
    return showCard(actor, card)
  })
}
