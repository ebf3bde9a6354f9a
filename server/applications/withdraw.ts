import type { Actor } from '../actor.ts'
import { invalidTransition } from '../errors.ts'
import { authorize } from '../policy.ts'
import { changeCard, showCard } from './change-card.ts'
import { enterStage } from './enter-stage.ts'
import { policy } from './policy.ts'
import type { ApplicationInput } from './schema.ts'
import { allowedMoves, progressOf } from './stages.ts'

/** The candidate steps back, from any open stage. */
export const withdrawApplication = (actor: Actor, { applicationId }: ApplicationInput) =>
  changeCard(actor, { ask: { applicationId, to: 'withdrawn' } }, async (write, draft) => {
    const { card, subject } = draft
    authorize(policy, 'withdraw', actor, subject)
    if (card.stage === 'withdrawn') return showCard(actor, card)
    if (!allowedMoves(card, 'candidate').includes('withdrawn'))
      throw invalidTransition(progressOf[card.stage], [])

    enterStage(write, draft, { to: 'withdrawn' })
    write.record('application.withdrawn', draft)
    return showCard(actor, card)
  })
