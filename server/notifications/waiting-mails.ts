import { sql, type Kysely, type Selectable } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { Tables } from '../../db/tables.ts'
import type { Write } from '../transaction.ts'

export type WaitingRow = Selectable<Tables['waiting_mail']>

/** Mails that are made together: all of one event, or what waits of one thread for one person. */
export type Group = { eventKey: string } | { userId: string; threadId: string }

/** What waits and is due, the longest due first. */
export const dueGroups = async (now: Date): Promise<Group[]> => {
  const { rows } = await sql<{ event_key: string | null; user_id: string; thread_id: string }>`
    select case when thread_id is null then event_key end as event_key,
      case when thread_id is not null then user_id end as user_id, thread_id
    from waiting_mail where due_at <= ${now} group by 1, 2, 3 order by min(due_at)`.execute(
    sqlOf(database().orm.em.fork()),
  )
  return rows.map(row =>
    row.event_key === null ? { userId: row.user_id, threadId: row.thread_id } : { eventKey: row.event_key },
  )
}

/**
 * Those of a group that are due, held until the transaction ends: whoever else works on them waits for us, and finds
 * none. Of a thread all of them, once one is due.
 */
export const holdDue = async ({ sql: db, now }: Write, group: Group): Promise<WaitingRow[]> => {
  const rows = await db
    .selectFrom('waiting_mail')
    .selectAll()
    .$if('eventKey' in group, query =>
      query
        .where('event_key', '=', (group as { eventKey: string }).eventKey)
        .where('thread_id', 'is', null)
        .where('due_at', '<=', now),
    )
    .$if('threadId' in group, query => {
      const { userId, threadId } = group as { userId: string; threadId: string }
      return query.where('user_id', '=', userId).where('thread_id', '=', threadId)
    })
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.some(({ due_at }) => due_at <= now) ? rows : []
}

/**
 * Those of them whose reader has seen the same in the app, or has put it away. Of messages the line of the next one
 * takes the place of the line before: that one is not put away as long as the next one stands there unseen.
 */
export const seenOf = async (db: Kysely<Tables>, waiting: WaitingRow[]) => {
  const { rows } = await sql<{ id: string }>`
    select w.id
    from waiting_mail w join notification n on n.user_id = w.user_id and n.event_key = w.event_key
    where w.id = any(${waiting.map(({ id }) => id)}::uuid[]) and (
      n.seen_at is not null or n.read_at is not null
      or n.removed_at is not null and not exists (
        select from notification o where o.user_id = w.user_id and o.thread_id = w.thread_id
          and o.removed_at is null and o.seen_at is null and o.read_at is null
      )
    )`.execute(db)
  const seen = new Set(rows.map(({ id }) => id))
  return (row: WaitingRow) => seen.has(row.id)
}
