import { byRank } from '../server/applications/by-rank.ts'
import type { Terms } from '../db/tables.ts'
import type { Envelope } from '../server/log.ts'

/** Whom something waits for, from `since` on, which may lie ahead. */
export interface Waiting {
  rule: string
  for: string
  since: string
}

/** A candidate put forward for a job who has not answered yet. */
export interface Submission {
  id: string
  status: string
  createdAt: string
  expiresAt: string
  decidedAt: string | null
  job: { id: string; title: string; company: { name: string } }
  /** Who puts forward. */
  by: { name: string; company: { name: string } }
  /** What the candidate agrees to by accepting. */
  consentText: string
  application: { id: string; stage: string; since: string } | null
  /** To those who put forward; the candidate never reads a note. */
  candidate?: { id?: string; name: string; email?: string }
  note?: string | null
  reason?: string | null
  source?: string
}

/** One round of a negotiation: terms of service, or an offer. */
export interface Proposal {
  id: string
  kind: 'service_terms' | 'employment_offer'
  round: number
  /** Who made it: the other side answers. */
  side: 'staff' | 'client' | 'candidate'
  status: 'open' | 'countered' | 'accepted' | 'declined' | 'withdrawn' | 'expired'
  by: { id: string; name: string }
  at: string
  terms: Terms
  /** What it says otherwise than the round before. */
  changes: { field: string; from: unknown; to: unknown }[]
  expiresAt: string | null
  reason: string | null
  decidedBy: string | null
  decidedAt: string | null
  review?: 'pending' | 'approved' | 'returned' | null
  boundVersion?: number | null
  reviewReason?: string | null
  reviewedBy?: string | null
}

export interface Message {
  id: string
  threadId: string
  /** Its place in the thread, contiguous from 1. */
  number: number
  by: { id: string; name: string }
  side: string
  at: string
  /** What was written, in Markdown, and the same as HTML that is safe to show; both empty once it is deleted. */
  text: string
  html: string
  mentions: string[]
  version: number
  editedAt: string | null
  deleted: boolean
  proposal?: Proposal
}

export interface ThreadRead {
  user: { id: string; name: string }
  /** The number of the last message this person has read. */
  upTo: number
  at: string
}

/** A thread as its room shows it: its last messages, oldest first; those before by `GET /threads/{id}/messages`. */
export interface Thread {
  id: string
  kind: 'negotiation' | 'discussion' | 'candidate'
  messages: Message[]
  reads: ThreadRead[]
  /** The latest round, whatever became of it. */
  proposal: Proposal | null
}

/** So many of a thread's last messages, and of a feed's last notifications, are in the state of a room. */
export const windowSize = 30

export interface Interview {
  id: string
  version?: number
  status: string
  title: string
  /** Null while it is only proposed. */
  startsAt: string | null
  endsAt: string | null
  minutes: number
  /** The one it was meant in; times are shown in the reader's own. */
  zone: string
  slots: { id: string; startsAt: string; endsAt: string }[]
  location: string | null
  videoUrl: string | null
  note?: string | null
  reason?: string | null
  panel: { id?: string; name: string; answer?: string; reason?: string | null }[]
}

export interface Notification {
  id: string
  /** The event that it tells of. */
  kind: string
  title: string
  body: string | null
  /** Where it leads, on this site. */
  url: string
  /** How many messages it stands for: those of one thread are one line. */
  count: number
  at: string
  readAt: string | null
  seenAt: string | null
}

export interface Feed {
  unseen: number
  unread: number
  /** The latest, newest first. */
  notifications: Notification[]
}

/** What every card has, whoever it is cut for. `rank` is missing where the audience may not know the order. */
export interface Card {
  id: string
  stage: string
  since: string
  rank?: string
  version?: number
  shortlist?: string
  source?: string
  waiting?: Waiting
  interview?: { status: string; at: string | null }
  feedback?: { given: number; of: number; yes?: number }
  candidate: {
    id?: string
    name: string
    blind?: boolean
    skills?: string[]
    experience?: string | null
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
  /** Who was put forward and has not answered: to staff all, to an agency its own, to a client none. */
  submissions: Submission[]
  /** The negotiation, to those who take part in it. */
  threads: Thread[]
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
  interviews: Interview[]
  threads: Thread[]
}

/** The state of a `user:{id}` room. */
export interface PersonState {
  user: { id: string; name: string; assignments: { jobId: string; title: string; kind: string }[] } & Record<
    string,
    unknown
  >
  feed: Feed
  /** The jobs a candidate was put forward for and has not answered. */
  submissions: Submission[]
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

/** In the place it had, or at the end. */
const put = <Item extends { id: string }>(items: Item[], item: Item): Item[] =>
  items.some(({ id }) => id === item.id)
    ? items.map(each => (each.id === item.id ? item : each))
    : [...items, item]

/** Of two made at once the one with the later id may be heard of first. */
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

const putSubmission = (submissions: Submission[], submission: Submission) =>
  submission.status === 'proposed'
    ? put(submissions, submission).toSorted(byId)
    : submissions.filter(({ id }) => id !== submission.id)

/** A new message comes to the end and the oldest falls out; a changed one stays where it is, if it is shown at all. */
const putMessage = (messages: Message[], message: Message) => {
  const last = messages.at(-1)
  const isNew = !last || message.number > last.number
  return isNew
    ? [...messages, message].slice(-windowSize)
    : messages.map(each => (each.id === message.id ? message : each))
}

const putRead = (reads: ThreadRead[], read: ThreadRead) =>
  [...reads.filter(({ user }) => user.id !== read.user.id), read].toSorted((a, b) =>
    a.user.id < b.user.id ? -1 : 1,
  )

interface ThreadChange {
  id: string
  kind: Thread['kind']
  message?: Message
  read?: ThreadRead
  proposal?: Proposal
}

/** One of each kind at the most, in the order of their kinds. */
const byKind = (a: Thread, b: Thread) => (a.kind < b.kind ? -1 : 1)

const putThread = (threads: Thread[], { id, kind, message, read, proposal }: ThreadChange) => {
  const before = threads.find(each => each.id === id) ?? { id, kind, messages: [], reads: [], proposal: null }
  return put(threads, {
    ...before,
    messages: message ? putMessage(before.messages, message) : before.messages,
    reads: read ? putRead(before.reads, read) : before.reads,
    proposal: proposal ?? before.proposal,
  }).toSorted(byKind)
}

interface FeedChange {
  unseen: number
  unread: number
  /** New, changed, or come up among the newest because others went. */
  notifications?: Notification[]
  removed?: string[]
}

const newestFirst = (a: { id: string }, b: { id: string }) => (a.id < b.id ? 1 : -1)

const changeFeed = (feed: Feed, { unseen, unread, notifications = [], removed = [] }: FeedChange): Feed => ({
  unseen,
  unread,
  notifications: notifications
    .reduce(put<Notification>, feed.notifications)
    .filter(({ id }) => !removed.includes(id))
    .toSorted(newestFirst)
    .slice(0, windowSize),
})

interface Changes {
  submission?: Submission
  thread?: ThreadChange
  interview?: Interview
  feed?: FeedChange
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
  if (changes.submission)
    next.submissions = putSubmission((state as BoardState).submissions, changes.submission)
  if (changes.thread) next.threads = putThread((state as BoardState).threads, changes.thread)
  if (changes.interview)
    next.interviews = put((state as TimelineState).interviews, changes.interview).toSorted(byId)
  if (changes.feed) next.feed = changeFeed((state as PersonState).feed, changes.feed)
  return next as unknown as State
}
