import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { bindTerms } from './bind-terms.ts'
import { reviewTerms } from './review.ts'
import type { ProposalInput } from './schema.ts'
import { show } from './show.ts'

/** A manager approves terms that a recruiter made or accepted: they bind. 409 `conflict` if they wait for no review. */
export const approveTerms = (actor: Actor, { proposalId }: ProposalInput) =>
  transaction(actor, async write => {
    const reviewed = await reviewTerms(write, actor, { proposalId, review: 'approved' })
    if (reviewed) {
      const { thread, proposal } = reviewed
      await bindTerms(write, thread.job_id, proposal, actor.name)
      write.record('proposal.approved', { proposalId, thread })
    }
    return show(write, actor, proposalId)
  })
