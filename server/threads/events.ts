import type { Actor } from '../actor.ts'
import type { EventKind, StreamEntry } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { presentProposal } from '../proposals/presenter.ts'
import type { ProposalRow } from '../proposals/queries.ts'
import { sidesOf, type Side } from './policy.ts'
import { presentMessage, presentRead } from './presenter.ts'
import type { MessageRow, ReadRow, ThreadRow } from './queries.ts'

type Place = Pick<ThreadRow, 'id' | 'kind' | 'job_id' | 'application_id'>

/** A thread, and what of it is new. */
export interface ThreadChange {
  thread: Place
  message?: MessageRow
  read?: ReadRow
  /** The latest round, if that is what changed. */
  proposal?: ProposalRow
}

const roomOfThread = ({ job_id, application_id }: Place) =>
  application_id ? `application:${application_id}` : `job:${job_id}`

/** The streams in which those stand who take part in a thread: nobody else is told anything of it. */
export const streamsOfThread = (thread: Place) =>
  sidesOf[thread.kind].map(side => streamOf(roomOfThread(thread), side))

const proposalOf = (side: Side, proposal: ProposalRow) =>
  side === 'interviewer' ? {} : { proposal: presentProposal[side](proposal) }

/**
 * A changed thread, to each side that takes part in it, in its own cut. The client's and the interviewers' streams get
 * all of a discussion, also while nobody of them may look: whoever comes back later reads it without a gap.
 */
export const threadEntries = (
  actor: Actor | null,
  { thread, message, read, proposal }: ThreadChange,
): StreamEntry[] =>
  sidesOf[thread.kind].map(side => ({
    stream: streamOf(roomOfThread(thread), side),
    actor: actor && { id: actor.id, name: actor.name },
    data: {
      thread: {
        id: thread.id,
        kind: thread.kind,
        ...(message && { message: presentMessage[side](message) }),
        ...(read && { read: presentRead(read) }),
        ...(proposal && proposalOf(side, proposal)),
      },
    },
  }))

const ids = ({ id, job_id, application_id }: Place) => ({
  threadId: id,
  jobId: job_id,
  ...(application_id && { applicationId: application_id }),
})

const kind: EventKind<ThreadChange> = {
  v: 1,
  streams: async ({ actor }, change) => threadEntries(actor, change),
  about: ({ thread, message }) => ({ ...ids(thread), ...(message && { messageId: message.id }) }),
}

export const threadEvents = {
  'thread.replied': kind,
  'message.edited': kind,
  'message.deleted': kind,
  'thread.read': kind,
} satisfies Record<string, EventKind<ThreadChange>>
