import type { BoardState, Card } from '../../realtime/apply.ts'
import type { Envelope } from '../../server/log.ts'
import { withAhead, type Ahead, type Place } from './board-ahead.ts'

/** What happened to a card last, and at which version it stood then. */
export type Change = Pick<Envelope, 'type' | 'actor' | 'at'> & { version: number }

const find = (state: BoardState, id: string) => {
  for (const { cards } of state.columns) {
    const card = cards.find(card => card.id === id)
    if (card) return card
  }
  return undefined
}

/** What an answer or a conflict tells of a card. The rest of it stays as the board has it. */
const onCard = (card: Card, { stage, since, rank, version, shortlist }: Card): Card => ({
  ...card,
  stage,
  since,
  ...(rank !== undefined && { rank }),
  ...(version !== undefined && { version }),
  ...(shortlist !== undefined && { shortlist }),
})

/** The board as the room has it, and over it one's own moves that the room does not have yet. */
export const makeStore = (initial: BoardState) => {
  let state = initial
  const aheads = new Map<string, Ahead>()
  const lastChanges = new Map<string, Change>()

  const known = (id: string) => {
    const inRoom = find(state, id)
    return inRoom && (aheads.get(id)?.card ?? inRoom)
  }
  const forgetOld = () => {
    for (const [id, { until }] of aheads) {
      const card = find(state, id)
      if (!card || (card.version ?? 0) >= until) aheads.delete(id)
    }
  }

  return {
    state: () => state,
    columns: () => withAhead(state.columns, aheads.values()),
    card: known,
    isPending: (id: string) => aheads.get(id)?.pending ?? false,
    /** The newest change of this card that the room told while the page was open. */
    lastChange: (id: string) => lastChanges.get(id),
    receive: (next: BoardState, envelope: Envelope | null) => {
      state = next
      const card = envelope?.data.card as Card | undefined
      if (envelope && card) lastChanges.set(card.id, { ...envelope, version: card.version ?? 0 })
      forgetOld()
    },
    /** One's own move, drawn before it is answered. */
    expect: (card: Card, changes: Partial<Card>, place?: Place) => {
      const until = (card.version ?? 0) + 1
      aheads.set(card.id, { card: { ...card, ...changes }, until, pending: true, ...(place && { place }) })
    },
    /** What the server says of a card, in an answer or a conflict: it may be newer than what the room has told. */
    learn: (id: string, answer: Card) => {
      const card = find(state, id)
      aheads.delete(id)
      if (card) aheads.set(id, { card: onCard(card, answer), until: answer.version ?? 0, pending: false })
      forgetOld()
    },
    forget: (id: string) => void aheads.delete(id),
  }
}

export type Store = ReturnType<typeof makeStore>
