import type { Actor } from '../actor.ts'
import { invalidField, invalidTransition, stale } from '../errors.ts'
import { fillJobPosting } from '../job-postings/fill.ts'
import { makePlacement } from '../placements/make.ts'
import { authorize } from '../policy.ts'
import { changeCard, showCard } from './change-card.ts'
import { enterStage } from './enter-stage.ts'
import { moverOf, policy } from './policy.ts'
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
  { version, reason, ...ask }: Omit<MoveInput, 'version'> & { version?: number | undefined },
) =>
  // A hire settles the job as well, so it shares its commit with nobody.
  changeCard(actor, { ask, alone: ask.to === 'hired' }, async (write, draft) => {
    const { card, subject } = draft
    const { to } = ask
    authorize(policy, 'move', actor, subject)
    if (card.stage === to) return showCard(actor, card)
    if (version !== undefined && card.version !== version) throw stale(showCard(actor, card))
    const allowed = allowedMoves(card, moverOf(actor, subject)!)
    if (!allowed.includes(to)) throw invalidTransition(card.stage, allowed)
    if (to === 'rejected' && !reason)
      throw invalidField('/reason', 'required', 'A rejection needs its reason.')

    if (to === 'hired') await fillJobPosting(write, card.job_id)
    enterStage(write, draft, { to, reason })
    write.record(to === 'rejected' ? 'application.rejected' : 'application.moved', draft)
    if (to === 'hired') await makePlacement(write, card)
    return showCard(actor, card)
  })
