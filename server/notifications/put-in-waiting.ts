import { sql } from 'kysely'
import { newId } from '../../db/new-id.ts'
import { categoryOf } from '../preferences/categories.ts'
import type { Write } from '../transaction.ts'
import { eventKey, type Notice } from './notice.ts'
import { isInBursts, type Group } from './waiting-mails.ts'

/** However long a talk goes on, who does not read it hears of it by then, in ms. */
const longestBurstMs = 10 * 60_000

interface Waiting {
  userId: string
  dueAt: Date
}

/**
 * What waits of the same for these people waits for the new one too. Returns when it all goes, by the person. In the
 * order of their ids, as whoever sends them.
 */
const waitTogether = async (
  { sql: db }: Write,
  { category, threadId }: Pick<Group, 'category' | 'threadId'>,
  waiting: Waiting[],
) => {
  const people = waiting.map(({ userId }) => userId)
  const { rows } = await sql<{ user_id: string; due_at: Date }>`
    with held as (
      select id, user_id, created_at from waiting_mail
      where user_id = any(${people}::uuid[]) and category = ${category} and thread_id is not distinct from ${threadId}::uuid
      order by id for update
    ), burst as (
      select user_id, least(n.due_at, min(created_at) + make_interval(secs => ${longestBurstMs / 1_000})) as until
      from unnest(${people}::uuid[], ${waiting.map(({ dueAt }) => dueAt)}::timestamptz[]) as n(user_id, due_at)
      join held using (user_id) group by user_id, n.due_at
    )
    update waiting_mail w set due_at = greatest(w.due_at, b.until)
    from held h join burst b using (user_id) where w.id = h.id
    returning w.user_id, w.due_at`.execute(db)
  return new Map(rows.map(row => [row.user_id, row.due_at]))
}

/** Shared step: mails of an event that go out later. What they say is read then. One per event and person. */
export const putInWaiting = async (write: Write, notice: Notice, waiting: Waiting[]) => {
  if (!waiting.length) return
  const category = categoryOf(notice.event)
  const threadId = notice.event === 'thread.replied' ? notice.threadId! : null
  const dueTogether = isInBursts(category)
    ? await waitTogether(write, { category, threadId }, waiting)
    : new Map<string, Date>()
  await write.sql
    .insertInto('waiting_mail')
    .values(
      waiting.map(({ userId, dueAt }) => ({
        id: newId(),
        user_id: userId,
        event_key: eventKey(notice),
        category,
        thread_id: threadId,
        notice: JSON.stringify(notice),
        due_at: dueTogether.get(userId) ?? dueAt,
        created_at: write.now,
      })),
    )
    .onConflict(conflict => conflict.columns(['user_id', 'event_key']).doNothing())
    .execute()
}
