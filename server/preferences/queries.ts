import { sql, type Kysely, type Selectable } from 'kysely'
import type { Category, Tables } from '../../db/tables.ts'
import { categories, isFixed, type Channels } from './categories.ts'

type PreferenceRow = Selectable<Tables['preference']>
/** What somebody chose who chose nothing. As in the table's own defaults. */
const usual = {
  quiet_from: '21:00:00',
  quiet_to: '08:00:00',
  digest: 'off',
  digest_hour: 8,
  digest_weekday: 1,
  next_digest_at: null,
} satisfies Partial<PreferenceRow>

const idsOf = (ids: string[]) => sql<string>`any(${ids}::uuid[])`

/** Somebody's quiet hours and digest, with their address and zone. */
export const preferenceRow = async (db: Kysely<Tables>, userId: string) => {
  const person = await db
    .selectFrom('users')
    .select(['email', 'zone'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  const chosen = await db
    .selectFrom('preference')
    .selectAll()
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return { ...usual, ...chosen, ...person }
}

/** Where news of each category comes to each of these people, also to those who chose nothing. One statement. */
export const channelsOf = async (db: Kysely<Tables>, userIds: string[]) => {
  const rows = await db.selectFrom('channel').selectAll().where('user_id', '=', idsOf(userIds)).execute()
  const chosen = new Map(rows.map(row => [`${row.user_id} ${row.category}`, row]))
  return (userId: string, category: Category): Channels => {
    const own = isFixed(category) ? undefined : chosen.get(`${userId} ${category}`)
    return own ? { inApp: own.in_app, mail: own.mail } : categories[category].usual
  }
}

/** Until when it is quiet around each of these people, if it is at that instant. One statement. */
export const quietOf = async (db: Kysely<Tables>, userIds: string[], at: Date) => {
  const { rows } = await sql<{ user_id: string; until: Date }>`
    select q.user_id, next_time(${at}::timestamptz, q.zone, q.quiet_to) as until
    from (
      select u.id as user_id, u.zone, coalesce(p.quiet_from, ${usual.quiet_from}::time) as quiet_from,
        coalesce(p.quiet_to, ${usual.quiet_to}::time) as quiet_to
      from users u left join preference p on p.user_id = u.id
      where u.id = any(${userIds}::uuid[])
    ) q
    where is_quiet(${at}::timestamptz, q.zone, q.quiet_from, q.quiet_to)`.execute(db)
  const untils = new Map(rows.map(({ user_id, until }) => [user_id, until]))
  return (userId: string): Date | null => untils.get(userId) ?? null
}

/** Those of these people who want to hear nothing of this job. */
export const mutersOf = async (db: Kysely<Tables>, userIds: string[], jobId: string) => {
  const rows = await db
    .selectFrom('muted_job')
    .select('user_id')
    .where('job_id', '=', jobId)
    .where('user_id', '=', idsOf(userIds))
    .execute()
  return new Set(rows.map(({ user_id }) => user_id))
}

/** The jobs of which somebody wants to hear nothing, the last one first. */
export const mutedJobIds = async (db: Kysely<Tables>, userId: string) => {
  const rows = await db
    .selectFrom('muted_job')
    .select('job_id')
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(({ job_id }) => job_id)
}
