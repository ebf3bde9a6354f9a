import { sql } from 'kysely'
import { networkOf } from '../address.ts'
import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { applicationRows } from '../applications/queries.ts'
import { notFound } from '../errors.ts'
import { makeLimit } from '../rate-limit.ts'
import { hashOfToken } from '../token.ts'
import { calendarOf } from './calendar.ts'
import { policy, sitsIn } from './policy.ts'
import { interviewRows } from './queries.ts'
import { showLine } from './presenter.ts'

let limit: ReturnType<typeof makeLimit> | undefined
/** Calendar programs ask a few times an hour; this is for whoever guesses. */
const feedLimit = () => (limit ??= makeLimit('calendar', { points: 120, seconds: 60 }))

const mostShown = 500

const ownerOf = async (token: string) => {
  const owner = await sqlOf(database().orm.em.fork())
    .selectFrom('calendar_feed as f')
    .innerJoin('users as u', 'u.id', 'f.user_id')
    .select(['u.id', 'u.name', 'u.email', 'u.role', 'u.company_id'])
    .where('f.token_hash', '=', hashOfToken(token))
    .where('u.deactivated_at', 'is', null)
    .executeTakeFirst()
  if (!owner) throw notFound()
  return owner
}

/** That it was read is noted, once in a minute at the most. */
const noteRead = (userId: string, now: Date) =>
  sqlOf(database().orm.em.fork())
    .updateTable('calendar_feed')
    .set({ last_read_at: now })
    .where('user_id', '=', userId)
    .where(eb =>
      eb.or([eb('last_read_at', 'is', null), eb('last_read_at', '<', new Date(now.getTime() - 60_000))]),
    )
    .execute()

/**
 * All interviews of the person whose feed this is, as a calendar, in their cut: a candidate's own, and those that
 * somebody sits in. 404 for a token that is none, or of somebody who was shut out; 429 for who asks too often.
 */
export const serveCalendarFeed = async (token: string, { ip, now }: { ip: string; now: Date }) => {
  await feedLimit().take(networkOf(ip))
  const { id, name, email, role, company_id: companyId } = await ownerOf(token)
  const actor: Actor = { id, name, role, companyId, sessionId: null }
  const db = sqlOf(database().orm.em.fork())
  const found = await db
    .selectFrom('interview as i')
    .innerJoin('application as a', 'a.id', 'i.application_id')
    .innerJoin('job_posting as j', 'j.id', 'i.job_id')
    .select(['i.id', 'i.application_id'])
    .where('i.starts_at', 'is not', null)
    .where('j.deleted_at', 'is', null)
    .where(policy.scope(actor))
    .where(role === 'candidate' ? sql<boolean>`i.status <> 'cancelled'` : sitsIn(id))
    .orderBy('i.starts_at', 'desc')
    .limit(mostShown)
    .execute()
  const applications = await applicationRows(db, [...new Set(found.map(row => row.application_id))])
  const applicationOf = new Map(applications.map(row => [row.id, row]))
  const rows = await interviewRows(
    db,
    found.map(row => row.id),
  )
  await noteRead(id, now)
  const entries = rows.map(row => ({
    line: showLine(actor, row, applicationOf.get(row.application_id)!),
    sequence: row.sequence,
    changedAt: row.updated_at,
  }))
  return calendarOf({ id, name, email, isCandidate: role === 'candidate' }, entries, 'PUBLISH')
}
