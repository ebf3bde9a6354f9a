import { applicationEntries } from '../applications/events.ts'
import { applicationRows } from '../applications/queries.ts'
import type { EventKind, StreamEntry, Writing } from '../event-kind.ts'
import { jobPostingEvents } from '../job-postings/events.ts'
import { streamOf } from '../log.ts'
import { presentMe } from './presenter.ts'
import { meRow } from './queries.ts'

export interface PersonChange {
  userId: string
  /** They have another role, or another company: what they were told as who they were is theirs no longer. */
  asAnother?: boolean
  /** Others see it too, as with a name: boards and applications that show this person are sent again. */
  seenByOthers?: boolean
}

const own = async ({ sql }: Writing, { userId }: PersonChange): Promise<StreamEntry[]> => [
  { stream: streamOf(`user:${userId}`, 'self'), data: { user: presentMe(await meRow(sql, userId)) } },
]

/** The cards of a candidate, and the jobs that name this person among those assigned. */
const elsewhere = async (writing: Writing, { userId }: PersonChange): Promise<StreamEntry[]> => {
  const { sql, actor } = writing
  const ids = await sql.selectFrom('application').select('id').where('candidate_id', '=', userId).execute()
  const jobs = await sql
    .selectFrom('assignment')
    .select('job_id')
    .distinct()
    .where('user_id', '=', userId)
    .execute()
  const cards = await applicationRows(
    sql,
    ids.map(({ id }) => id),
  )
  const entries = cards.flatMap(card => applicationEntries(actor, { card }))
  for (const { job_id } of jobs)
    entries.push(...(await jobPostingEvents['job.assigned'].streams(writing, { jobId: job_id })))
  return entries
}

const updated: EventKind<PersonChange> = {
  v: 1,
  streams: async (writing, change) => [
    ...(await own(writing, change)),
    ...(change.seenByOthers ? await elsewhere(writing, change) : []),
  ],
  endsAccess: ({ userId, asAnother }) => (asAnother ? { userId } : undefined),
}

/** What is heard of a person's account, and of the jobs they are tied to: in their own room, and where others see them. */
export const accountEvents = {
  'user.updated': updated,
  'user.assigned': { v: 1, streams: own },
} satisfies Record<string, EventKind<PersonChange>>
