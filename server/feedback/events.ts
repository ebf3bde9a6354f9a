import { applicationEntries } from '../applications/events.ts'
import type { ApplicationRow } from '../applications/queries.ts'
import type { EventKind } from '../event-kind.ts'

export interface FeedbackChange {
  card: ApplicationRow
  feedbackId: string
  interviewId: string
  /** The card says something else than before. */
  isCounted: boolean
}

/**
 * That there is feedback, and how many of the panel have given theirs. What it says is in no event: a stream is one
 * audience's, and who of them may read it depends on what each has given. The candidate and the agency hear nothing.
 */
const kind: EventKind<FeedbackChange> = {
  v: 1,
  streams: async ({ actor }, { card, isCounted }) =>
    applicationEntries(actor, { card }).filter(
      ({ stream }) =>
        /:(staff|client|interviewer)$/.test(stream) && (isCounted || stream.startsWith('application:')),
    ),
  about: ({ card, feedbackId, interviewId }) => ({ feedbackId, interviewId, applicationId: card.id }),
}

export const feedbackEvents = {
  'feedback.given': kind,
  'feedback.changed': kind,
} satisfies Record<string, EventKind<FeedbackChange>>
