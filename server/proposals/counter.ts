import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { closeProposal } from './close.ts'
import { putOnTable } from './put-on-table.ts'
import type { CounterInput } from './schema.ts'
import { show } from './show.ts'
import { holdProposal } from './table.ts'

/**
 * Answers a proposal with another one: the next round. 403 for one's own side's, 409 `proposal_closed` with the one
 * that stands now, 400 for terms that do not fit.
 */
export const counterProposal = (actor: Actor, { proposalId, ...input }: CounterInput) =>
  transaction(actor, async write => {
    const table = await holdProposal(write, actor, { proposalId, by: 'other' })

    await closeProposal(write, table.proposal, { status: 'countered' })
    const nextId = await putOnTable(write, actor, table, input)
    write.record('proposal.countered', { proposalId, thread: table.thread })
    write.record('proposal.made', { proposalId: nextId, thread: table.thread, card: table.hand?.draft.card })
    return show(write, actor, nextId)
  })
