import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { clearOffer, closeProposal } from './close.ts'
import type { ProposalInput } from './schema.ts'
import { show } from './show.ts'
import { holdProposal } from './table.ts'

/** Takes one's own side's proposal back. 403 for the other's, 409 `proposal_closed` with the one that stands now. */
export const withdrawProposal = (actor: Actor, { proposalId }: ProposalInput) =>
  transaction(actor, async write => {
    const table = await holdProposal(write, actor, { proposalId, by: 'own', becomes: 'withdrawn' })
    if (table.isDone) return show(write, actor, proposalId)

    await closeProposal(write, table.proposal, { status: 'withdrawn' })
    await clearOffer(table)
    write.record('proposal.withdrawn', { proposalId, thread: table.thread, card: table.hand?.draft.card })
    return show(write, actor, proposalId)
  })
