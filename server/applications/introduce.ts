import { newId } from '../../db/new-id.ts'
import type { Write } from '../transaction.ts'
import type { CardDraft } from './change-card.ts'
import { isInHouse, isKnownToClient } from './policy.ts'

/**
 * Shared step, after a change of a card: if the employer has just learned who the candidate is, it is put on record, once
 * for good. Whoever recruits for itself is introduced to nobody.
 */
export const introduce = (
  { now, actor, record }: Pick<Write, 'now' | 'actor' | 'record'>,
  draft: Omit<CardDraft, 'subject'>,
  { wasKnown }: { wasKnown: boolean },
) => {
  const { card } = draft
  if (wasKnown || card.introduced_at || isInHouse(card) || !isKnownToClient(card)) return
  const introduction = {
    id: newId(),
    application_id: card.id,
    candidate_id: card.candidate_id,
    company_id: card.company_id,
    by_id: actor!.id,
    blind: card.blind_shortlist,
    at: now,
  }
  card.introduced_at = now
  draft.introduction = introduction
  record('application.introduced', { card, introduction })
}
