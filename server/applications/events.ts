import type { Actor } from '../actor.ts'
import type { EventKind, StreamEntry } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { isShownToClient, type cutOf } from './policy.ts'
import { presentApplication, presentCard, presentEntry } from './presenter.ts'
import type { ApplicationRow, HistoryRow } from './queries.ts'

type Cut = ReturnType<typeof cutOf>

/** An application as it is after the change, and what else there is to tell. */
export interface ApplicationChange {
  card: ApplicationRow
  /** The history entry that this change wrote, if it wrote one. */
  entry?: HistoryRow | undefined
  /** What else the rooms of the application are told, by audience; the interviewers hear of it if there are any. */
  also?: Partial<Record<Cut, object>> | undefined
  /** The client saw the card until now and does not any more. */
  hiddenFromClient?: boolean
}

/** The board of each audience gets the card, the application's room the whole thing with its new history entry. */
export const applicationEntries = (
  actor: Actor | null,
  { card: row, entry, also, hiddenFromClient }: ApplicationChange,
): StreamEntry[] => {
  const who = actor && { id: actor.id, name: actor.name }
  const byCandidate = actor?.id === row.candidate_id
  const job = `job:${row.job_id}`
  const room = `application:${row.id}`

  const entries: StreamEntry[] = [
    { stream: streamOf(job, 'staff'), actor: who, data: { card: presentCard.staff(row) } },
    {
      stream: streamOf(room, 'staff'),
      actor: who,
      data: {
        application: presentApplication.staff(row),
        ...(entry && { entry: presentEntry.staff(entry) }),
        ...also?.staff,
      },
    },
    {
      stream: streamOf(room, 'candidate'),
      actor: byCandidate ? who : null,
      data: {
        application: presentApplication.candidate(row),
        ...(entry && { entry: presentEntry.candidate(entry) }),
        ...also?.candidate,
      },
    },
  ]
  if (isShownToClient(row)) {
    const whoForClient = byCandidate ? null : who
    entries.push(
      { stream: streamOf(job, 'client'), actor: whoForClient, data: { card: presentCard.client(row) } },
      {
        stream: streamOf(room, 'client'),
        actor: whoForClient,
        data: {
          application: presentApplication.client(row),
          ...(entry && { entry: presentEntry.client(entry, row) }),
          ...also?.client,
        },
      },
    )
  } else if (hiddenFromClient) {
    entries.push(
      { stream: streamOf(job, 'client'), data: { removed: row.id } },
      { stream: streamOf(room, 'client'), raisesAcl: true },
    )
  }
  // Nobody else ever stood in their room.
  if (row.interview_status || also?.interviewer)
    entries.push({
      stream: streamOf(room, 'interviewer'),
      actor: null,
      data: {
        application: presentApplication.interviewer(row),
        ...(entry && { entry: presentEntry.interviewer(entry) }),
        ...also?.interviewer,
      },
    })
  if (row.agency_company_id) {
    const audience = `agency:${row.agency_company_id}`
    entries.push(
      { stream: streamOf(job, audience), data: { card: presentCard.agency(row) } },
      {
        stream: streamOf(room, audience),
        data: {
          application: presentApplication.agency(row),
          ...(entry && { entry: presentEntry.agency(entry) }),
        },
      },
    )
  }
  return entries
}

const about = ({ card, entry }: ApplicationChange) => ({
  applicationId: card.id,
  ...(entry && { historyId: entry.id }),
})

const kind: EventKind<ApplicationChange> = {
  v: 1,
  streams: async ({ actor }, change) => applicationEntries(actor, change),
  about,
  endsAccess: ({ card, hiddenFromClient }) => (hiddenFromClient ? { applicationId: card.id } : undefined),
}

/** The order inside a column is the staff's own: of a new rank only they hear, and the client whose cut shows it. */
const boardKind: EventKind<ApplicationChange> = {
  ...kind,
  streams: async ({ actor }, change) =>
    applicationEntries(actor, change).filter(({ stream }) => /:(staff|client)$/.test(stream)),
}

export const applicationEvents = {
  'application.applied': kind,
  'application.moved': kind,
  'application.rejected': kind,
  'application.withdrawn': kind,
  'application.reopened': kind,
  'application.ranked': boardKind,
  'shortlist.proposed': boardKind,
} satisfies Record<string, EventKind<ApplicationChange>>
