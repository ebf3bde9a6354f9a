import { sql } from 'kysely'
import type { Write } from '../transaction.ts'
import type { Notice } from './notice.ts'
import { holdFeeds } from './queries.ts'

/** Shared step: whoever has read a thread has read what they were told of it, if that goes no further than they read. */
export const markThreadRead = async (write: Write, { by, threadId }: Notice) => {
  if (by === null || !threadId) return
  await holdFeeds(write.sql, [by])
  const { rows } = await sql<{ id: string }>`
    update notification n set read_at = ${write.now}, seen_at = coalesce(n.seen_at, ${write.now}), updated_at = ${write.now}
    from thread_read r
    where r.thread_id = ${threadId} and r.user_id = ${by} and n.thread_id = r.thread_id and n.user_id = r.user_id
      and n.read_at is null and n.removed_at is null and (n.data -> 'stack' ->> 'upTo')::int <= r.number
    returning n.id`.execute(write.sql)
  const changed = rows.map(({ id }) => id)
  if (changed.length) write.record('notification.changed', { feeds: [{ userId: by, changed }] })
}
