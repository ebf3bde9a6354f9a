import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { policy } from './policy.ts'
import { findMessage } from './queries.ts'

/** What a message said before, oldest first, for the staff. */
export const listVersions = async (actor: Actor, messageId: string) => {
  const db = sqlOf(database().orm.em.fork())
  const { subject } = await findMessage(db, actor, messageId)
  authorize(policy, 'read_versions', actor, subject)
  const rows = await db
    .selectFrom('message_version')
    .select(['version', 'text', 'at'])
    .where('message_id', '=', messageId)
    .orderBy('version')
    .execute()
  return { data: rows.map(row => ({ ...row, at: row.at.toISOString() })), page: { nextCursor: null } }
}
