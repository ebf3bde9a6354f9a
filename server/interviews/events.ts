import { applicationEntries } from '../applications/events.ts'
import type { HeldApplication } from '../applications/queries.ts'
import type { EventKind, StreamEntry } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { presentInterview } from './presenter.ts'
import type { InterviewRow } from './queries.ts'

/** What there is to say of a change beyond the interview itself. */
export interface InterviewNews {
  /** `panel`: of this the candidate sees nothing, and hears nothing. */
  heardBy?: 'all' | 'panel'
  /** Somebody does not sit in it any more. */
  lostAccess?: boolean
  /** People who were asked to sit in it with this change, and who were but are not any more. */
  invited?: string[]
  uninvited?: string[]
  /** When it was to begin before it was moved, in ISO 8601. */
  wasAt?: string | undefined
}

interface InterviewChange extends InterviewNews {
  card: HeldApplication
  interview: InterviewRow
  /** The card says something else than before. */
  onCard: boolean
}

const heard = /:(staff|client|interviewer|candidate)$/

/**
 * The room of the application gets the interview, each audience its cut, and the boards the card if it says something
 * else. An agency hears nothing: its cut has nothing of it.
 */
const kind: EventKind<InterviewChange> = {
  v: 1,
  streams: async ({ actor }, { card, interview, onCard, heardBy = 'all', lostAccess }) => {
    const also = {
      staff: { interview: presentInterview.staff(interview) },
      client: { interview: presentInterview.client(interview) },
      interviewer: { interview: presentInterview.interviewer(interview) },
      candidate: { interview: presentInterview.candidate(interview) },
    }
    const room = `application:${card.id}`
    const candidate = streamOf(room, 'candidate')
    const entries: StreamEntry[] = applicationEntries(actor, { card, also }).filter(
      ({ stream }) =>
        heard.test(stream) &&
        (onCard || stream.startsWith(room)) &&
        (onCard || heardBy === 'all' || stream !== candidate),
    )
    return lostAccess ? [...entries, { stream: streamOf(room, 'interviewer'), raisesAcl: true }] : entries
  },
  endsAccess: ({ card, lostAccess }) => (lostAccess ? { applicationId: card.id } : undefined),
  about: ({ card, interview, invited, uninvited, wasAt }) => ({
    interviewId: interview.id,
    applicationId: card.id,
    ...(invited && { invited }),
    ...(uninvited && { uninvited }),
    ...(wasAt && { wasAt }),
  }),
}

export const interviewEvents = {
  'interview.proposed': kind,
  'interview.scheduled': kind,
  /** Another time or place. */
  'interview.rescheduled': kind,
  /** Another panel or note. */
  'interview.edited': kind,
  'interview.answered': kind,
  'interview.cancelled': kind,
  'interview.completed': kind,
  'interview.missed': kind,
} satisfies Record<string, EventKind<InterviewChange>>
export type InterviewEventName = keyof typeof interviewEvents
