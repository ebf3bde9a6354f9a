import { renewCard } from '../applications/waiting.ts'
import type { Write } from '../transaction.ts'
import type { ProposalRow } from './queries.ts'
import type { Table } from './table.ts'

interface Closing {
  status: Exclude<ProposalRow['status'], 'open'>
  reason?: string | null | undefined
  review?: 'pending' | null
}

/** Shared step: an open proposal becomes what was decided, by whoever acts, or by nobody. */
export const closeProposal = async (
  { sql, now, actor }: Write,
  { id }: Pick<ProposalRow, 'id'>,
  { status, reason = null, review = null }: Closing,
) => {
  await sql
    .updateTable('proposal')
    .set({
      status,
      reason,
      review,
      decided_by_id: actor?.id ?? null,
      decided_by_name: actor?.name ?? null,
      decided_at: now,
    })
    .where('id', '=', id)
    .execute()
}

/** Shared step: no offer lies before either side any more, and the card says so. */
export const clearOffer = async ({ hand }: Pick<Table, 'hand'>) => {
  if (!hand) return
  hand.draft.card.offer_by = null
  hand.draft.card.offer_at = null
  renewCard(hand.draft.card)
  await hand.save()
}
