import type { Category } from '../../db/tables.ts'
import { categoryOf, isFixed, type Channels } from '../preferences/categories.ts'
import { channelsOf, mutersOf } from '../preferences/queries.ts'
import type { Write } from '../transaction.ts'
import type { Notice } from './notice.ts'

const nowhere: Channels = { inApp: false, mail: 'off' }

const jobIdOf = async ({ sql }: Pick<Write, 'sql'>, { jobId, applicationId }: Notice) =>
  jobId ??
  (applicationId &&
    (await sql.selectFrom('application').select('job_id').where('id', '=', applicationId).executeTakeFirst())
      ?.job_id)

const mentionedIn = async ({ sql }: Pick<Write, 'sql'>, { messageId }: Notice) =>
  messageId
    ? ((await sql.selectFrom('message').select('mentions').where('id', '=', messageId).executeTakeFirst())
        ?.mentions ?? [])
    : []

/**
 * Where each of these people wants to hear of an event: by its category, and nowhere if they muted its job, unless they
 * are mentioned. Asked anew each time; as many statements for many as for one.
 */
export const wishesOf = async (write: Pick<Write, 'sql'>, notice: Notice, userIds: string[]) => {
  const category: Category = categoryOf(notice.event)
  const jobId = await jobIdOf(write, notice)
  const [channels, muters, mentioned] = await Promise.all([
    channelsOf(write.sql, userIds),
    jobId ? mutersOf(write.sql, userIds, jobId) : new Set<string>(),
    mentionedIn(write, notice),
  ])
  return (userId: string): Channels =>
    muters.has(userId) && !isFixed(category) && !mentioned.includes(userId)
      ? nowhere
      : channels(userId, category)
}
