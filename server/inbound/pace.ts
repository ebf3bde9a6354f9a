import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { ReplyTo } from './reply-address.ts'

/** So many answers are taken from one person in one thread in an hour: more are of a machine that answers machines. */
const mostTaken = 30
/** So many refusals in an hour are told to one person: two machines that answer each other soon come to an end. */
const mostTold = 3

const lately = (db: Kysely<Tables>, userId: string, now: Date) =>
  db
    .selectFrom('inbound_mail')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('user_id', '=', userId)
    .where('at', '>', sql<Date>`${now}::timestamptz - interval '1 hour'`)

/** Whether more answers came than somebody writes. */
export const isTooFast = async (db: Kysely<Tables>, { userId, threadId }: ReplyTo, now: Date) => {
  const { count } = await lately(db, userId, now)
    .where('thread_id', '=', threadId)
    .where('outcome', '=', 'taken')
    .executeTakeFirstOrThrow()
  return count >= mostTaken
}

/** Whether they were told often enough, with the refusal that is on record already. */
export const isToldEnough = async (db: Kysely<Tables>, userId: string, now: Date) => {
  const { count } = await lately(db, userId, now)
    .where('outcome', 'not in', ['taken', 'automatic'])
    .executeTakeFirstOrThrow()
  return count > mostTold
}
