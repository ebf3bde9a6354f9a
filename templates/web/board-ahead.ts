import type { Card, Column } from '../../realtime/apply.ts'
import { byRank } from '../../server/applications/by-rank.ts'

/** A place in a column: before one card, after one, or its end. */
export interface Place {
  before?: string
  after?: string
}

/**
 * A card as this page knows it ahead of the log: one's own move that is on its way, or an answer whose event has not
 * come yet. It is drawn while the log's own card is older than version `until`.
 */
export interface Ahead {
  card: Card
  until: number
  /** Where a move on its way puts it; an answer has its rank. */
  place?: Place
  pending: boolean
}

const insert = (cards: Card[], { card, place }: Ahead) => {
  if (!place) return [...cards, card].toSorted(byRank)
  const before = place.before ? cards.findIndex(({ id }) => id === place.before) : -1
  const after = place.after ? cards.findIndex(({ id }) => id === place.after) : -1
  const at = before >= 0 ? before : after >= 0 ? after + 1 : cards.length
  return cards.toSpliced(at, 0, card)
}

const sized = (column: Column, cards: Card[]): Column => ({ ...column, cards, count: cards.length })

const put = (columns: Column[], ahead: Ahead) =>
  columns.map(column => {
    const rest = column.cards.filter(({ id }) => id !== ahead.card.id)
    if (column.stage === ahead.card.stage) return sized(column, insert(rest, ahead))
    return rest.length === column.cards.length ? column : sized(column, rest)
  })

/** Where a card stands now, as a place to come back to. */
export const placeOf = (columns: Column[], { id, stage }: Card): Place => {
  const cards = columns.find(column => column.stage === stage)?.cards ?? []
  const at = cards.findIndex(card => card.id === id)
  const [before, after] = [cards[at + 1], cards[at - 1]]
  return before ? { before: before.id } : after ? { after: after.id } : {}
}

/** The columns with these cards where they are going. Columns that none of them touches stay the same objects. */
export const withAhead = (columns: Column[], aheads: Iterable<Ahead>) => [...aheads].reduce(put, columns)
