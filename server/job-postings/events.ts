import type { EventKind, StreamEntry, Writing } from '../event-kind.ts'
import { knownStreams, streamOf } from '../log.ts'
import { presentMe } from '../accounts/presenter.ts'
import { meRow } from '../accounts/queries.ts'
import { applicationEntries } from '../applications/events.ts'
import { applicationRows } from '../applications/queries.ts'
import { presentJob } from './presenter.ts'
import { seekJob, type JobRow } from './queries.ts'

export interface JobPostingChange {
  jobId: string
  /** Audiences whose right to the board ended with this change. */
  lostAccess?: 'everybody' | string[]
  /** The people and agencies that an assignment brought. */
  assigned?: string[]
}

const agenciesOf = ({ assignments }: JobRow) =>
  assignments.flatMap(({ company }) => (company ? [`agency:${company.id}`] : []))

/** Every audience of the board gets the job in its own cut. */
const streams = async (
  { send, actor }: Writing,
  { jobId, lostAccess = [] }: JobPostingChange,
): Promise<StreamEntry[]> => {
  const row = (await seekJob({ send }, jobId))!
  const room = `job:${jobId}`
  const who = actor && { id: actor.id, name: actor.name }
  const agencies = agenciesOf(row)
  const lost = lostAccess === 'everybody' ? ['staff', 'client', ...agencies] : lostAccess
  const entries: StreamEntry[] = [
    { stream: streamOf(room, 'staff'), actor: who, data: { job: presentJob.staff(row) } },
    { stream: streamOf(room, 'client'), actor: who, data: { job: presentJob.client(row) } },
    ...agencies.map(agency => ({ stream: streamOf(room, agency), data: { job: presentJob.agency(row) } })),
  ]
  const readable = lostAccess === 'everybody' ? [] : entries
  return [...readable, ...lost.map(audience => ({ stream: streamOf(room, audience), raisesAcl: true }))]
}

const kind: EventKind<JobPostingChange> = { v: 1, streams }
/** Somebody is tied to it no longer, or nobody sees it any more. */
const endingKind: EventKind<JobPostingChange> = { ...kind, endsAccess: ({ jobId }) => ({ jobId }) }

/**
 * Applications and the people assigned show the title of their job and its company: under another one, each of their rooms that
 * anybody ever stood in gets it. All in a few statements, however many they are.
 */
const titleElsewhere = async ({ sql, send, actor }: Writing, jobId: string): Promise<StreamEntry[]> => {
  const ids = await sql.selectFrom('application').select('id').where('job_id', '=', jobId).execute()
  const rows = await applicationRows(
    sql,
    ids.map(({ id }) => id),
  )
  const entries = rows
    .flatMap(card => applicationEntries(actor, { card }))
    .filter(({ stream }) => !stream.startsWith('job:'))
  for (const { user } of (await seekJob({ send }, jobId))!.assignments)
    if (user)
      entries.push({
        stream: streamOf(`user:${user.id}`, 'self'),
        data: { user: presentMe(await meRow(sql, user.id)) },
      })
  const known = await knownStreams(
    sql,
    entries.map(({ stream }) => stream),
  )
  return entries.filter(({ stream }) => known.has(stream))
}

/** A job wherever it is shown: on its boards, in its applications' rooms, and to those assigned. */
export const jobEverywhere = async (writing: Writing, jobId: string) => [
  ...(await streams(writing, { jobId })),
  ...(await titleElsewhere(writing, jobId)),
]

const edited: EventKind<JobPostingChange & { retitled: boolean }> = {
  v: 1,
  streams: (writing, change) =>
    change.retitled ? jobEverywhere(writing, change.jobId) : streams(writing, change),
}

export const jobPostingEvents = {
  'job.created': kind,
  'job.edited': edited,
  'job.submitted': kind,
  'job.approved': kind,
  'job.returned': kind,
  'job.paused': kind,
  'job.reopened': kind,
  'job.filled': kind,
  'job.closed': kind,
  'job.deleted': endingKind,
  'job.assigned': endingKind,
} satisfies Record<string, EventKind<JobPostingChange> | typeof edited>
