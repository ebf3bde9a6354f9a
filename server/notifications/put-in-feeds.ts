import { newId } from '../../db/new-id.ts'
import { categoryOf } from '../preferences/categories.ts'
import type { Write } from '../transaction.ts'
import type { FeedChange } from './events.ts'
import type { Line } from './kind.ts'
import { takeOut } from './take-out.ts'

const insertText = `
  insert into notification
    (id, user_id, kind, event_key, data, job_id, application_id, thread_id, count, category, created_at, updated_at)
  select l.*, $2, $2 from json_to_recordset($1::json) as l(
    id uuid, user_id uuid, kind text, event_key text, data json, job_id uuid, application_id uuid, thread_id uuid,
    count int, category text
  )
  on conflict (user_id, event_key) do nothing
  returning id, user_id`

/** Those of these people who were told already, whatever became of their line. */
const toldBefore = async ({ sql }: Write, eventKey: string, userIds: string[]) => {
  const rows = await sql
    .selectFrom('notification')
    .select('user_id')
    .where('event_key', '=', eventKey)
    .where('user_id', 'in', userIds)
    .execute()
  return new Set(rows.map(({ user_id }) => user_id))
}

/**
 * Shared step: puts a line into the feed of each of these people, and tells them: once per event and person, however
 * often it is done. A few statements, however many people. The caller holds their feeds.
 */
export const putInFeeds = async (
  write: Write,
  { event, eventKey, lines }: { event: string; eventKey: string; lines: Line[] },
) => {
  if (!lines.length) return
  const told = await toldBefore(
    write,
    eventKey,
    lines.map(({ userId }) => userId),
  )
  const fresh = lines.filter(({ userId }) => !told.has(userId))
  const replaced = fresh.flatMap(({ replaces }) => replaces ?? [])
  if (replaced.length) await takeOut(write, replaced)
  const rows = fresh.map(({ title, body, url, stack, ...line }) => ({
    id: newId(),
    user_id: line.userId,
    kind: event,
    event_key: eventKey,
    data: { title, body, url, ...(stack && { stack }) },
    job_id: line.jobId,
    application_id: line.applicationId,
    thread_id: line.threadId ?? null,
    count: line.count ?? 1,
    category: categoryOf(event),
  }))
  if (!rows.length) return
  const put = await write.send<{ id: string; user_id: string }>({
    name: 'put-in-feeds',
    text: insertText,
    values: [JSON.stringify(rows), write.now],
  })
  const idOf = new Map(put.map(({ id, user_id }) => [user_id, id]))
  const feeds = fresh.flatMap(({ userId, replaces }): FeedChange[] => {
    const id = idOf.get(userId)
    return id ? [{ userId, changed: [id], ...(replaces && { removed: [replaces] }) }] : []
  })
  if (feeds.length) write.record('notification.created', { feeds })
}
