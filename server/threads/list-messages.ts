import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage } from '../cursor.ts'
import { containing } from '../like.ts'
import { sideOf } from './policy.ts'
import { presentMessage } from './presenter.ts'
import { findThread, withProposals } from './queries.ts'
import type { MessageListQuery } from './schema.ts'

/** All words of a search, each as the beginning of one; nothing if it has none. */
const beginnings = (q: string) => (q.match(/[\p{L}\p{N}]+/gu) ?? []).map(word => `'${word}':*`).join(' & ')

/** Messages that have all the words, wherever they stand, or just this text. */
const saying = (threadId: string, q: string): RawBuilder<SqlBool> => {
  const words = beginnings(q)
  const byWords = sql`id in (
    select id from message
    where thread_id = ${threadId} and to_tsvector('simple', text) @@ to_tsquery('simple', ${words})
  )`
  return sql`deleted_at is null and (text ilike ${containing(q)} ${words ? sql`or ${byWords}` : sql``})`
}

/** The messages of a thread, newest first; with `q` those that say so, of which deleted ones never do. */
export const listMessages = async (actor: Actor, threadId: string, query: MessageListQuery) => {
  const db = sqlOf(database().orm.em.fork())
  await findThread(db, actor, threadId)
  const page = readPage(`messages of ${threadId}`, query)
  const { before, q } = page.filters
  const below = page.after ? Number(page.after[0]) : before
  const found = await db
    .selectFrom('message')
    .selectAll()
    .where('thread_id', '=', threadId)
    .$if(below !== undefined, rows => rows.where('number', '<', below!))
    .$if(q !== undefined, rows => rows.where(saying(threadId, q!)))
    .orderBy('number', 'desc')
    .limit(page.limit + 1)
    .execute()
  const { rows, nextCursor } = cutPage(page, found, ({ number }) => [String(number)])
  const messages = await withProposals(db, rows)
  const show = presentMessage[sideOf(actor)!]
  return { data: messages.map(row => show(row)), page: { nextCursor } }
}
