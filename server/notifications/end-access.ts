import { sql } from 'kysely'
import type { AccessEnd, Writing } from '../event-kind.ts'
import type { Role } from '../../db/entities/user.ts'
import type { FeedChange } from './events.ts'
import { holdFeeds } from './queries.ts'
import { endRights } from './rights.ts'
import { seenBy } from './sight.ts'
import { takeOut } from './take-out.ts'

interface Line {
  id: string
  user_id: string
  job_id: string | null
  application_id: string | null
  name: string
  role: Role
  company_id: string | null
}

/** What stands in feeds about these jobs and applications. */
const toldOf = async ({ sql: db }: Writing, jobIds: string[], applicationIds: string[]) => {
  const { rows } = await sql<Line>`
    select n.id, n.user_id, n.job_id, n.application_id, u.name, u.role, u.company_id
    from notification n join users u on u.id = n.user_id
    where n.removed_at is null and (
      n.job_id = any(${jobIds}::uuid[])
      or n.application_id = any(${applicationIds}::uuid[])
      or n.application_id = any(array(select id from application where job_id = any(${jobIds}::uuid[])))
    )`.execute(db)
  return rows
}

/** Of what was told of these, that which its reader may not see any more. */
const unseeable = async (writing: Writing, jobIds: string[], applicationIds: string[]) => {
  if (!jobIds.length && !applicationIds.length) return []
  for (const id of applicationIds.toSorted()) await endRights(writing, id)
  const told = await toldOf(writing, jobIds, applicationIds)
  const seen = await seenBy(
    writing,
    told.map(
      ({ user_id: id, name, role, company_id: companyId, job_id: jobId, application_id: applicationId }) => ({
        actor: { id, name, role, companyId, sessionId: null },
        jobId,
        applicationId,
        thread: null,
      }),
    ),
  )
  return told.filter((_row, index) => !seen[index])
}

/** Everything that these people were told as who they were before: in the words of another role, of another company. */
const ofBefore = async ({ sql: db }: Writing, userIds: string[]) =>
  userIds.length
    ? db
        .selectFrom('notification')
        .select(['id', 'user_id'])
        .where('user_id', 'in', userIds)
        .where('removed_at', 'is', null)
        .execute()
    : []

/**
 * The right to see something has ended in this transaction: what was told of it leaves the feeds of those who lost it,
 * in the same transaction, so that lists, counts and rooms say the same at every instant. Returns what changed in whose
 * feed.
 */
export const endAccess = async (writing: Writing, ends: AccessEnd[]): Promise<FeedChange[]> => {
  const idsOf = (key: keyof AccessEnd) => [...new Set(ends.flatMap(end => end[key] ?? []))]
  const gone = [
    ...(await unseeable(writing, idsOf('jobId'), idsOf('applicationId'))),
    ...(await ofBefore(writing, idsOf('userId'))),
  ]
  if (!gone.length) return []
  await holdFeeds(
    writing.sql,
    gone.map(row => row.user_id),
  )
  const taken = await takeOut(
    writing,
    gone.map(({ id }) => id),
  )
  return [...Map.groupBy(taken, row => row.user_id)].map(([userId, rows]) => ({
    userId,
    removed: rows.map(({ id }) => id),
  }))
}
