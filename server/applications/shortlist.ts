import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { authorize } from '../policy.ts'
import { changeCard, showCard } from './change-card.ts'
import { introduce } from './introduce.ts'
import { isKnownToClient, policy } from './policy.ts'
import type { ApplicationInput } from './schema.ts'
import { renewCard } from './waiting.ts'

/** Proposes a candidate in screening to the client, who sees the card from then on. */
export const shortlistApplication = (actor: Actor, { applicationId }: ApplicationInput) =>
  changeCard(actor, { ask: { applicationId } }, async (write, draft) => {
    const { card, subject } = draft
    authorize(policy, 'shortlist', actor, subject)
    if (card.shortlist === 'proposed') return showCard(actor, card)
    if (card.stage !== 'screening') throw conflict('Only a candidate in screening can be proposed.')

    const wasKnown = isKnownToClient(card)
    card.shortlist = 'proposed'
    card.proposed_at = write.now
    card.shown_to_client_at ??= write.now
    renewCard(card)
    introduce(write, draft, { wasKnown })
    write.record('shortlist.proposed', draft)
    return showCard(actor, card)
  })
