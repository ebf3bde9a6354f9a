import { applicationEntries } from '../applications/events.ts'
import type { HeldApplication } from '../applications/queries.ts'
import type { EventKind, StreamEntry, Writing } from '../event-kind.ts'
import { threadEntries } from '../threads/events.ts'
import { messageRows, type ThreadRow } from '../threads/queries.ts'
import { seekProposal } from './queries.ts'

export interface ProposalChange {
  proposalId: string
  thread: ThreadRow
  /** Of an offer: the card, as far as it says something else now. */
  card?: HeldApplication | undefined
}

/** The message that brings the proposal, and the proposal, to the two sides of its thread. */
const inThread = async (
  { sql, actor }: Writing,
  { proposalId, thread }: ProposalChange,
  isLatest: boolean,
) => {
  const proposal = (await seekProposal(sql, proposalId))!
  const [message] = await messageRows(sql, [proposal.message_id])
  return threadEntries(actor, { thread, message: message!, ...(isLatest && { proposal }) })
}

const dataFor = (entries: StreamEntry[], audience: string) =>
  entries.find(({ stream }) => stream.endsWith(`:${audience}`))?.data

/** Whom an offer concerns: of what is offered the client hears nothing, of whom the card waits for it does. */
const parties = /:(staff|client|candidate)$/

const withCard = (writing: Writing, entries: StreamEntry[], card: HeldApplication) => {
  const [staff, candidate] = [dataFor(entries, 'staff'), dataFor(entries, 'candidate')]
  const also = { ...(staff && { staff }), ...(candidate && { candidate }) }
  return applicationEntries(writing.actor, { card, also }).filter(({ stream }) => parties.test(stream))
}

const about = ({ proposalId, thread }: ProposalChange) => ({
  proposalId,
  threadId: thread.id,
  jobId: thread.job_id,
  ...(thread.application_id && { applicationId: thread.application_id }),
})

const kind: EventKind<ProposalChange> = {
  v: 1,
  streams: async (writing, change) => {
    const entries = await inThread(writing, change, true)
    return change.card ? withCard(writing, entries, change.card) : entries
  },
  about,
}

/** Followed by the one that takes its place. */
const replaced: EventKind<ProposalChange> = {
  v: 1,
  streams: (writing, change) => inThread(writing, change, false),
  about,
}

/** Time has passed: nobody did it, also where somebody's next proposal was what noticed. */
const lapsed: EventKind<ProposalChange> = {
  ...kind,
  streams: (writing, change) => kind.streams({ ...writing, actor: null }, change),
}

/** A manager's yes or no: the client learns that it is one, not whose. */
const reviewed: EventKind<ProposalChange> = {
  ...kind,
  streams: async (writing, change) =>
    (await kind.streams(writing, change)).map(entry =>
      entry.stream.endsWith(':client') ? { ...entry, actor: null } : entry,
    ),
}

export const proposalEvents = {
  'proposal.made': kind,
  'proposal.countered': replaced,
  'proposal.accepted': kind,
  'proposal.declined': kind,
  'proposal.withdrawn': kind,
  'proposal.expired': lapsed,
  'proposal.approved': reviewed,
  'proposal.returned': reviewed,
} satisfies Record<string, EventKind<ProposalChange>>
