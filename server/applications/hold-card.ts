import type { Stage } from '../../db/entities/application.ts'
import type { Write } from '../transaction.ts'
import { saveCards, type CardDraft } from './change-card.ts'
import { rankIn, readGaps } from './place-in-column.ts'
import { holdApplications } from './queries.ts'

/**
 * Shared step: a draft of this card, its row held until the transaction ends, for a command that changes more than cards
 * and for the system itself. Whether the actor may was decided before. `to`: the stage it may go to, to its end.
 * `save` writes what was changed of the draft, if it has a new version.
 */
export const holdCard = async (
  write: Pick<Write, 'send' | 'now'>,
  applicationId: string,
  { to }: { to?: Stage } = {},
) => {
  const [rows, gaps] = await Promise.all([
    holdApplications(write, [applicationId], { wait: true }),
    readGaps(write, [{ cardId: applicationId, to }]),
  ])
  const { version } = rows[0]!
  const draft: Omit<CardDraft, 'subject'> = { card: { ...rows[0]! }, rank: () => rankIn(gaps[0]!, {}) }
  const save = async () => {
    if (draft.card.version === version) return
    const { card, entry, introduction } = draft
    await saveCards(write, [card], {
      entries: entry ? [entry] : [],
      introductions: introduction ? [introduction] : [],
    })
  }
  return { draft, save }
}
