import { sql, type Kysely, type Selectable } from 'kysely'
import type { Reading } from '../../db/in-transaction.ts'
import type { Tables } from '../../db/tables.ts'
import { windowSize } from '../../realtime/apply.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { policy } from './policy.ts'
import { presentNotification } from './presenter.ts'

export type NotificationRow = Selectable<Tables['notification']>

interface Counts {
  unseen: number
  unread: number
}
const none: Counts = { unseen: 0, unread: 0 }

/** Everything that stands in somebody's feed: what was removed is kept in its row, but in no answer. */
const inFeed = (db: Kysely<Tables>) =>
  db.selectFrom('notification as n').selectAll('n').where('n.removed_at', 'is', null)

/** What these people have not seen and not read. What is read counts as seen. */
export const countsOf = async (db: Kysely<Tables>, userIds: string[]) => {
  const { rows } = await sql<Counts & { user_id: string }>`
    select user_id, count(*) filter (where seen_at is null)::int as unseen, count(*)::int as unread
    from notification
    where user_id = any(${userIds}::uuid[]) and read_at is null and removed_at is null
    group by user_id`.execute(db)
  const known = new Map(rows.map(({ user_id, ...counts }) => [user_id, counts]))
  return (userId: string) => known.get(userId) ?? none
}

/** The newest of each of these people, newest first: what the state of their rooms holds. */
export const windowsOf = async (db: Kysely<Tables>, userIds: string[]) => {
  const { rows } = await sql<NotificationRow>`
    select w.* from unnest(${userIds}::uuid[]) as u(id) cross join lateral (
      select * from notification n where n.user_id = u.id and n.removed_at is null
      order by n.id desc limit ${windowSize}
    ) w order by w.id desc`.execute(db)
  return Map.groupBy(rows, row => row.user_id)
}

export const notificationRows = (db: Kysely<Tables>, ids: string[]) =>
  ids.length
    ? inFeed(db)
        .where('n.id', '=', sql<string>`any(${ids}::uuid[])`)
        .execute()
    : Promise.resolve([])

/** A person's feed as their room shows it. */
export const feedOf = async ({ sql: db }: Pick<Reading, 'sql'>, userId: string) => {
  const [counts, windows] = await Promise.all([countsOf(db, [userId]), windowsOf(db, [userId])])
  return { ...counts(userId), notifications: (windows.get(userId) ?? []).map(presentNotification) }
}

/** The actor's own notifications, newest first, as the filters narrow them. */
export const ownNotifications = (
  db: Kysely<Tables>,
  actor: Actor,
  { unread, kinds, before, limit }: { unread: boolean; kinds?: string[]; before?: string; limit: number },
) =>
  inFeed(db)
    .where(policy.scope(actor))
    .$if(unread, query => query.where('n.read_at', 'is', null))
    .$if(kinds !== undefined, query => query.where('n.kind', 'in', kinds!))
    .$if(before !== undefined, query => query.where('n.id', '<', before!))
    .orderBy('n.id', 'desc')
    .limit(limit)
    .execute()

/** One of the actor's own; 404 for anything else. */
export const findNotification = async (db: Kysely<Tables>, actor: Actor, id: string) => {
  const row = await inFeed(db).where(policy.scope(actor)).where('n.id', '=', id).executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/**
 * Holds the feeds of these people until the transaction ends, so that counts are exact and go out in order. In the order
 * of their ids, so that two never wait for each other in a ring. Whoever is deactivated is left out.
 */
export const holdFeeds = async (db: Kysely<Tables>, userIds: string[]) => {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name', 'role', 'company_id', 'zone'])
    .where('id', '=', sql<string>`any(${userIds}::uuid[])`)
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}
