import { sql } from 'kysely'
import type { Writing } from '../event-kind.ts'

/** Takes lines out of feeds. The rows stay, so that nobody is told again, and say nothing any more. */
export const takeOut = ({ sql: db, now }: Pick<Writing, 'sql' | 'now'>, ids: string[]) =>
  db
    .updateTable('notification')
    .set({ removed_at: now, updated_at: now, data: '{}' })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('removed_at', 'is', null)
    .returning(['id', 'user_id'])
    .execute()
