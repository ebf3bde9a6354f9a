import type { Actor } from '../actor.ts'
import { changeCard, showCard } from '../applications/change-card.ts'
import { isShownToClient, policy } from '../applications/policy.ts'
import { renewCard } from '../applications/waiting.ts'
import { notProposed, stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import type { WithdrawInput } from './schema.ts'

/**
 * Takes back a proposal that the client has not decided: it does not see the card any more. What it has learned stays on
 * record. 409 `not_proposed` once it was decided, 409 `stale` if another version was seen.
 */
export const withdrawProposal = (actor: Actor, { applicationId, version }: WithdrawInput) =>
  changeCard(actor, { ask: { applicationId } }, async (write, draft) => {
    const { card, subject } = draft
    authorize(policy, 'shortlist', actor, subject)
    if (card.shortlist === 'none') return showCard(actor, card)
    if (version !== undefined && card.version !== version) throw stale(showCard(actor, card))
    if (card.stage !== 'screening' || card.shortlist !== 'proposed') throw notProposed(showCard(actor, card))

    const wasShown = isShownToClient(card)
    card.shortlist = 'none'
    card.proposed_at = null
    card.shown_to_client_at = null
    renewCard(card)
    const hiddenFromClient = wasShown && !isShownToClient(card)
    write.record('shortlist.withdrawn', { ...draft, hiddenFromClient })
    return showCard(actor, card)
  })
