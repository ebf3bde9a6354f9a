import { byRank } from '../server/applications/by-rank.ts'
import type { Envelope } from '../server/log.ts'

/** What every card has, whoever it is cut for. `rank` is missing where the audience may not know the order. */
export interface Card {
  id: string
  stage: string
  since: string
  rank?: string
  version?: number
  shortlist?: string
  source?: string
  candidate: {
    id?: string
    name: string
    blind?: boolean
    skills?: string[]
    experienceYears?: number | null
  }
}

export interface Column {
  stage: string
  count: number
  cards: Card[]
}

/** The state of a `job:{id}` room. */
export interface BoardState {
  job: { id: string; title: string; status: string; company: { id: string; name: string } } & Record<
    string,
    unknown
  >
  columns: Column[]
}

export interface HistoryEntry {
  id: string
  from: string | null
  to: string
  by: { id: string; name: string } | null
  at: string
  reason: string | null
}

/** The state of an `application:{id}` room. */
export interface TimelineState {
  application: { id: string; stage: string; since: string } & Record<string, unknown>
  history: HistoryEntry[]
}

/** The state of a `user:{id}` room. */
export interface PersonState {
  user: { id: string; name: string; assignments: { jobId: string; title: string; kind: string }[] } & Record<
    string,
    unknown
  >
}

export type RoomState = BoardState | TimelineState | PersonState

const without = (column: Column, id: string): Column => {
  if (!column.cards.some(card => card.id === id)) return column
  const cards = column.cards.filter(card => card.id !== id)
  return { ...column, cards, count: cards.length }
}

const withCard = (column: Column, card: Card): Column => {
  const cards = [...column.cards.filter(({ id }) => id !== card.id), card].toSorted(byRank)
  return { ...column, cards, count: cards.length }
}

const putCard = (columns: Column[], card: Card) =>
  columns.map(column => (column.stage === card.stage ? withCard(column, card) : without(column, card.id)))

interface Changes {
  card?: Card
  removed?: string
  job?: BoardState['job']
  application?: TimelineState['application']
  entry?: HistoryEntry
  user?: PersonState['user']
}

/**
 * What a room shows after an event: a new state, the old one untouched. Pure, and the only place that knows how:
 * `apply(snapshot at n, events n+1 … m)` equals the snapshot at m, for every event and audience.
 */
export const apply = <State extends RoomState>(state: State, { data }: Pick<Envelope, 'data'>): State => {
  const changes = data as Changes
  const next: Record<string, unknown> = { ...state }
  if (changes.card) next.columns = putCard((state as BoardState).columns, changes.card)
  if (changes.removed)
    next.columns = (state as BoardState).columns.map(column => without(column, changes.removed!))
  if (changes.job) next.job = changes.job
  if (changes.application) next.application = changes.application
  if (changes.entry) next.history = [...(state as TimelineState).history, changes.entry]
  if (changes.user) next.user = changes.user
  return next as unknown as State
}
