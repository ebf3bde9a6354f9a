import type { Actor } from '../actor.ts'
import type { EventKind, StreamEntry, Writing } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { isShownToClient } from './policy.ts'
import { presentApplication, presentCard, presentEntry } from './presenter.ts'
import { applicationRow, historyRows, type ApplicationRow, type HistoryRow } from './queries.ts'

export interface ApplicationChange {
  applicationId: string
  /** The history entry that this change wrote, if it wrote one. */
  historyId?: string
  /** The client saw the card until now and does not any more. */
  hiddenFromClient?: boolean
}

interface Shown {
  row: ApplicationRow
  /** The history entry that belongs to the change, if there is one. */
  entry?: HistoryRow | undefined
  actor: Actor | null
  hiddenFromClient?: boolean | undefined
}

/** The board of each audience gets the card, the application's room the whole thing with its new history entry. */
export const applicationEntries = ({ row, entry, actor, hiddenFromClient }: Shown): StreamEntry[] => {
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
      },
    },
    {
      stream: streamOf(room, 'candidate'),
      actor: byCandidate ? who : null,
      data: {
        application: presentApplication.candidate(row),
        ...(entry && { entry: presentEntry.candidate(entry) }),
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
        },
      },
    )
  } else if (hiddenFromClient) {
    entries.push(
      { stream: streamOf(job, 'client'), data: { removed: row.id } },
      { stream: streamOf(room, 'client'), raisesAcl: true },
    )
  }
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

const streams = async (
  { sql, actor }: Writing,
  { applicationId, historyId, hiddenFromClient }: ApplicationChange,
) => {
  const row = await applicationRow(sql, applicationId)
  const entry = historyId ? (await historyRows(sql, applicationId, historyId))[0] : undefined
  return applicationEntries({ row, entry, actor, hiddenFromClient })
}

/** The order inside a column is the staff's own: of a new rank only they hear, and the client whose cut shows it. */
const boardStreams = async (writing: Writing, change: ApplicationChange) =>
  (await streams(writing, change)).filter(({ stream }) => /:(staff|client)$/.test(stream))

const kind: EventKind<ApplicationChange> = { v: 1, streams }

export const applicationEvents = {
  'application.applied': kind,
  'application.moved': kind,
  'application.rejected': kind,
  'application.withdrawn': kind,
  'application.reopened': kind,
  'application.ranked': { v: 1, streams: boardStreams },
  'shortlist.proposed': { v: 1, streams: boardStreams },
} satisfies Record<string, EventKind<ApplicationChange>>
