import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { applicationRows } from '../applications/queries.ts'
import { cutPage, readPage } from '../cursor.ts'
import { policy, sitsIn } from './policy.ts'
import { interviewRows } from './queries.ts'
import { showLine } from './presenter.ts'
import type { InterviewListQuery } from './schema.ts'

/** When it begins; while it is only proposed, at the earliest. */
const begins = sql<Date>`coalesce(i.starts_at,
  (select min(s.starts_at) from interview_slot s where s.interview_id = i.id))`

interface Choice {
  where: RawBuilder<SqlBool>
  direction: 'asc' | 'desc'
  limit: number
}

/** The first interviews that fit of those that the actor may see, by their time. */
const interviewsWhere = async (actor: Actor, { where, direction, limit }: Choice) => {
  const db = sqlOf(database().orm.em.fork())
  const found = await db
    .selectFrom('interview as i')
    .innerJoin('application as a', 'a.id', 'i.application_id')
    .innerJoin('job_posting as j', 'j.id', 'i.job_id')
    .select(['i.id', 'i.application_id', begins.as('begins')])
    .where('j.deleted_at', 'is', null)
    .where(policy.scope(actor))
    .where(where)
    .orderBy(begins, direction)
    .orderBy('i.id', direction)
    .limit(limit)
    .execute()
  return found
}

/** These interviews, in their order, as this actor may read them. */
const showAll = async (actor: Actor, found: { id: string; application_id: string }[]) => {
  const db = sqlOf(database().orm.em.fork())
  const [rows, applications] = await Promise.all([
    interviewRows(
      db,
      found.map(({ id }) => id),
    ),
    applicationRows(db, [...new Set(found.map(({ application_id: id }) => id))]),
  ])
  const rowOf = new Map(rows.map(row => [row.id, row]))
  const applicationOf = new Map(applications.map(row => [row.id, row]))
  return found.map(({ id, application_id }) =>
    showLine(actor, rowOf.get(id)!, applicationOf.get(application_id)!),
  )
}

/**
 * Interviews by their time, earliest first: to an interviewer those they sit in, to a candidate their own, to the others
 * their company's.
 */
export const listInterviews = async (actor: Actor, query: InterviewListQuery) => {
  const page = readPage('interviews', query)
  const { from, to } = page.filters
  const [at, id] = page.after ?? []
  const conditions = [
    ...(from ? [sql`${begins} >= ${from}::timestamptz`] : []),
    ...(to ? [sql`${begins} < ${to}::timestamptz`] : []),
    ...(at && id ? [sql`(${begins}, i.id) > (${at}::timestamptz, ${id}::uuid)`] : []),
  ]
  const where = sql<SqlBool>`${sql.join([sql`true`, ...conditions], sql` and `)}`
  const found = await interviewsWhere(actor, { where, direction: 'asc', limit: page.limit + 1 })
  const { rows, nextCursor } = cutPage(page, found, row => [row.begins.toISOString(), row.id])
  return { data: await showAll(actor, rows), page: { nextCursor } }
}

/**
 * What the page of one's interviews shows: those that are not over, earliest first, and the latest of the others. Those
 * that the actor sits in, has made, or comes to; `all` that they see if they ask for them.
 */
export const ownInterviews = async (
  actor: Actor,
  { now, most, all }: { now: Date; most: number; all: boolean },
) => {
  const mine = sql`(${sitsIn(actor.id)} or i.created_by_id = ${actor.id} or a.candidate_id = ${actor.id})`
  const whose = all ? sql`true` : mine
  const isOver = sql`(i.status in ('completed', 'cancelled', 'no_show') or coalesce(i.ends_at, 'infinity') < ${now})`
  const [ahead, over] = await Promise.all([
    interviewsWhere(actor, { where: sql`${whose} and not ${isOver}`, direction: 'asc', limit: most }),
    interviewsWhere(actor, { where: sql`${whose} and ${isOver}`, direction: 'desc', limit: most }),
  ])
  return { upcoming: await showAll(actor, ahead), past: await showAll(actor, over) }
}
