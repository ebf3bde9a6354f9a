import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { reviewTerms } from './review.ts'
import type { ReturnInput } from './schema.ts'
import { show } from './show.ts'

/** A manager does not approve accepted terms: nothing binds, and the two sides go on. 409 `conflict` if they wait for no review. */
export const returnTerms = (actor: Actor, { proposalId, reason }: ReturnInput) =>
  transaction(actor, async write => {
    const reviewed = await reviewTerms(write, actor, { proposalId, review: 'returned', reason })
    if (reviewed) write.record('proposal.returned', { proposalId, thread: reviewed.thread })
    return show(write, actor, proposalId)
  })
