import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { clearOffer, closeProposal } from './close.ts'
import type { DeclineInput } from './schema.ts'
import { show } from './show.ts'
import { holdProposal } from './table.ts'

/** Says no to a proposal. 403 for one's own side's, 409 `proposal_closed` with the one that stands now. */
export const declineProposal = (actor: Actor, { proposalId, reason }: DeclineInput) =>
  transaction(actor, async write => {
    const table = await holdProposal(write, actor, { proposalId, by: 'other', becomes: 'declined' })
    if (table.isDone) return show(write, actor, proposalId)

    await closeProposal(write, table.proposal, { status: 'declined', reason })
    await clearOffer(table)
    write.record('proposal.declined', { proposalId, thread: table.thread, card: table.hand?.draft.card })
    return show(write, actor, proposalId)
  })
