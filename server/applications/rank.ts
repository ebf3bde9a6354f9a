import type { Actor } from '../actor.ts'
import { stale } from '../errors.ts'
import { authorize } from '../policy.ts'
import { changeCard, showCard } from './change-card.ts'
import { policy } from './policy.ts'
import type { RankInput } from './schema.ts'
import { renewCard } from './waiting.ts'

/** Puts a card at another place of its column. 409 `stale` with the card as it is now. */
export const rankApplication = (actor: Actor, { version, ...ask }: RankInput) =>
  changeCard(actor, { ask }, async (write, draft) => {
    const { card, subject } = draft
    authorize(policy, 'rank', actor, subject)
    if (card.version !== version) throw stale(showCard(actor, card))

    card.rank = draft.rank()
    renewCard(card)
    write.record('application.ranked', draft)
    return showCard(actor, card)
  })
