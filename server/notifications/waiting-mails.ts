import { sql, type Kysely, type Selectable } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { Category, Tables } from '../../db/tables.ts'
import type { Write } from '../transaction.ts'

export type WaitingRow = Selectable<Tables['waiting_mail']>

/** What waits for one person of one thread, or of one category, and is due. */
export interface Group {
  userId: string
  category: Category
  threadId: string | null
  ids: string[]
}

/** Of these what comes close together is one mail. What is on the table, and each interview, is read by itself. */
const inBursts: Category[] = ['messages', 'applications', 'placements', 'jobs']
export const isInBursts = (category: Category) => inBursts.includes(category)

/** What is due, by reader, the longest due first. A burst waits together, so that all of it is due at once. */
export const dueGroups = async (now: Date): Promise<Group[]> => {
  const { rows } = await sql<Group>`
    select user_id as "userId", category, thread_id as "threadId", array_agg(id) as ids
    from waiting_mail where due_at <= ${now} group by 1, 2, 3 order by min(due_at)`.execute(
    sqlOf(database().orm.em.fork()),
  )
  return rows
}

/** Those of a group, held until the transaction ends: whoever else works on them waits for us, and finds none. */
export const holdDue = ({ sql: db, now }: Write, { ids }: Group): Promise<WaitingRow[]> =>
  db
    .selectFrom('waiting_mail')
    .selectAll()
    .where('id', 'in', ids)
    .where('due_at', '<=', now)
    .orderBy('id')
    .forUpdate()
    .execute()

/** A line of the feed that says what a waiting mail would say. */
export interface Line {
  isSeen: boolean
  title: string
  body: string | null
  url: string
  jobTitle: string | null
}

/**
 * What stands in their readers' feeds of these, by the waiting mail: whether they have seen it there, or have put it
 * away. Of messages the line of the next one takes the place of the line before: that one is not put away as long as the
 * next one stands there unseen.
 */
export const linesInFeed = async (db: Kysely<Tables>, waiting: WaitingRow[]) => {
  const { rows } = await sql<Line & { id: string }>`
    select w.id, n.data ->> 'title' as title, n.data ->> 'body' as body, n.data ->> 'url' as url, j.title as "jobTitle",
      n.seen_at is not null or n.read_at is not null
        or n.removed_at is not null and not exists (
          select from notification o where o.user_id = w.user_id and o.thread_id = w.thread_id
            and o.removed_at is null and o.seen_at is null and o.read_at is null
        ) as "isSeen"
    from waiting_mail w join notification n on n.user_id = w.user_id and n.event_key = w.event_key
    left join application a on a.id = n.application_id
    left join job_posting j on j.id = coalesce(n.job_id, a.job_id)
    where w.id = any(${waiting.map(({ id }) => id)}::uuid[])`.execute(db)
  return new Map<string, Line>(rows.map(({ id, ...line }) => [id, line]))
}
