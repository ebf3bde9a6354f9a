import { sql } from 'kysely'
import { newId } from '../../db/new-id.ts'
import { categoryOf } from '../preferences/categories.ts'
import type { Write } from '../transaction.ts'
import { eventKey, type Notice } from './notice.ts'

/** However long a talk goes on, who does not read it hears of it by then, in ms. */
const longestBurstMs = 10 * 60_000

/** What waits of the same thread for these people waits for the new one too, so that a burst is one mail. */
const waitTogether = ({ sql: db }: Write, threadId: string, waiting: Waiting[]) =>
  sql`
    update waiting_mail w
    set due_at = greatest(w.due_at, least(n.due_at, w.created_at + make_interval(secs => ${longestBurstMs / 1_000})))
    from unnest(${waiting.map(({ userId }) => userId)}::uuid[], ${waiting.map(({ dueAt }) => dueAt)}::timestamptz[])
      as n(user_id, due_at)
    where w.user_id = n.user_id and w.thread_id = ${threadId}`.execute(db)

interface Waiting {
  userId: string
  dueAt: Date
}

/** Shared step: mails of an event that go out later. What they say is read then. One per event and person. */
export const putInWaiting = async (write: Write, notice: Notice, waiting: Waiting[]) => {
  if (!waiting.length) return
  const threadId = notice.event === 'thread.replied' ? notice.threadId! : null
  if (threadId) await waitTogether(write, threadId, waiting)
  await write.sql
    .insertInto('waiting_mail')
    .values(
      waiting.map(({ userId, dueAt }) => ({
        id: newId(),
        user_id: userId,
        event_key: eventKey(notice),
        category: categoryOf(notice.event),
        thread_id: threadId,
        notice: JSON.stringify(notice),
        due_at: dueAt,
        created_at: write.now,
      })),
    )
    .onConflict(conflict => conflict.columns(['user_id', 'event_key']).doNothing())
    .execute()
}
