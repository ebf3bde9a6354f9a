import type { Actor } from '../actor.ts'
import { enterStage } from '../applications/enter-stage.ts'
import { fillJobPosting } from '../job-postings/fill.ts'
import { makePlacement } from '../placements/make.ts'
import { transaction, type Write } from '../transaction.ts'
import { bindTerms } from './bind-terms.ts'
import { closeProposal } from './close.ts'
import { bindsAtOnce } from './policy.ts'
import type { ProposalRow } from './queries.ts'
import type { ProposalInput } from './schema.ts'
import { show } from './show.ts'
import { holdProposal, type Table } from './table.ts'

type OnTable = Table & { proposal: ProposalRow }

/** Terms bind at once if somebody spoke for the staffing company who may; otherwise a manager reviews them first. */
const acceptTerms = async (write: Write, actor: Actor, { proposal, thread }: OnTable) => {
  const binds = bindsAtOnce(proposal, actor)
  await closeProposal(write, proposal, { status: 'accepted', review: binds ? null : 'pending' })
  const approvedBy = proposal.side === 'staff' ? proposal.by_name : actor.name
  if (binds) await bindTerms(write, thread.job_id, proposal, approvedBy)
}

/** An accepted offer is the hire: the same as moving the card there, and the placement is what was offered. */
const acceptOffer = async (write: Write, { proposal, hand }: OnTable) => {
  const { draft, save } = hand!
  const { card } = draft
  await closeProposal(write, proposal, { status: 'accepted' })
  await fillJobPosting(write, card.job_id)
  card.offer_by = null
  card.offer_at = null
  enterStage(write, draft, { to: 'hired' })
  await save()
  write.record('application.moved', draft)
  if ('salary' in proposal.terms)
    await makePlacement(write, card, { proposalId: proposal.id, terms: proposal.terms })
}

/**
 * Says yes to the other side's proposal. 403 for one's own side's, 409 `proposal_closed` with the one that stands now,
 * 409 `no_openings` for an offer whose job has none left.
 */
export const acceptProposal = (actor: Actor, { proposalId }: ProposalInput) =>
  transaction(actor, async write => {
    const table = await holdProposal(write, actor, {
      proposalId,
      by: 'other',
      becomes: 'accepted',
      to: 'hired',
    })
    if (table.isDone) return show(write, actor, proposalId)

    if (table.hand) await acceptOffer(write, table)
    else await acceptTerms(write, actor, table)
    write.record('proposal.accepted', { proposalId, thread: table.thread, card: table.hand?.draft.card })
    return show(write, actor, proposalId)
  })
