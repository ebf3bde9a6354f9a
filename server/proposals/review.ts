import type { Actor } from '../actor.ts'
import { conflict, forbidden } from '../errors.ts'
import { authorize } from '../policy.ts'
import { policy as threads } from '../threads/policy.ts'
import type { Write } from '../transaction.ts'
import { mayReview } from './policy.ts'
import { findProposal, holdTable } from './table.ts'

interface Review {
  proposalId: string
  review: 'approved' | 'returned'
  reason?: string
}

/**
 * Shared step: a manager's word on accepted terms that wait for it. 404, 403, 409 `conflict` if they do not wait; that
 * the same was said before is a success, which changes nothing, and nothing is returned then.
 */
export const reviewTerms = async (write: Write, actor: Actor, { proposalId, review, reason }: Review) => {
  const { place, subject } = await findProposal(write, actor, proposalId)
  authorize(threads, 'write', actor, subject)
  if (!mayReview(actor)) throw forbidden()
  const { thread, latest } = await holdTable(write, place)
  const proposal = latest?.id === proposalId ? latest : undefined
  if (proposal?.review === review) return undefined
  if (proposal?.review !== 'pending') throw conflict('It does not wait for a review.')

  await write.sql
    .updateTable('proposal')
    .set({
      review,
      review_reason: reason ?? null,
      reviewed_by_name: actor.name,
      reviewed_at: write.now,
    })
    .where('id', '=', proposalId)
    .execute()
  return { thread, proposal }
}
