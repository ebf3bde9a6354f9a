import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { channelsOf } from '../preferences/queries.ts'
import type { Write } from '../transaction.ts'
import { dueOf, owedWithCompany, reachedOf, type DueRow } from './due.ts'

/** A reminder that goes out now, and where. */
export interface Claimed extends DueRow {
  inApp: boolean
  mailed: boolean
}

/** Of these people's jobs those of which they want to hear nothing. */
const mutedBy = async (db: Kysely<Tables>, userIds: string[]) => {
  const rows = await db
    .selectFrom('muted_job')
    .select(['user_id', 'job_id'])
    .where('user_id', '=', sql<string>`any(${userIds}::uuid[])`)
    .execute()
  const muted = new Set(rows.map(({ user_id, job_id }) => `${user_id} ${job_id}`))
  return ({ user_id, job_id }: DueRow) => muted.has(`${user_id} ${job_id}`)
}

const subjectsOf = (rows: DueRow[]) =>
  Object.fromEntries(
    [...Map.groupBy(rows, ({ rule }) => rule)].map(([rule, those]) => [
      rule,
      [...new Set(those.map(({ subject_id }) => subject_id))],
    ]),
  )

const keyOf = ({ rule, subject_id, user_id, anchor, step }: Omit<Tables['reminder'], 'at'>) =>
  [rule, subject_id, user_id, anchor.toISOString(), step].join(' ')

/**
 * Shared step: asks once more what is due to these people of what was found, and writes it into the ledger before it is
 * told: what somebody else has written there meanwhile is theirs. Also what its reader wants neither in the app nor by
 * mail, so that the next step is counted from it. The caller holds the people's rows.
 */
export const claimReminders = async ({ sql: db }: Write, found: DueRow[], now: Date): Promise<Claimed[]> => {
  const userIds = [...new Set(found.map(({ user_id }) => user_id))]
  const asked = { now, only: { userIds, subjects: subjectsOf(found) } }
  const [{ rows: due }, channels, isMuted] = await Promise.all([
    sql<DueRow>`
      with owed as materialized (${owedWithCompany(asked)}), reached as materialized (${reachedOf(asked)})
      ${dueOf(asked)}`.execute(db),
    channelsOf(db, userIds),
    mutedBy(db, userIds),
  ])
  if (!due.length) return []
  const outgoing = due.map((row): Claimed => {
    const { inApp, mail } = channels(row.user_id, row.category)
    const muted = isMuted(row)
    return { ...row, inApp: inApp && !muted, mailed: mail === 'now' && !muted }
  })
  const claimed = await sql<Omit<Tables['reminder'], 'at'>>`
    insert into reminder (rule, subject_id, user_id, anchor, step, at, in_app, mailed)
    select c.rule, c.subject_id, c.user_id, c.anchor, c.step, ${now}, c."inApp", c.mailed
    from json_to_recordset(${JSON.stringify(outgoing)}::json) as c(
      rule text, subject_id uuid, user_id uuid, anchor timestamptz, step smallint, "inApp" boolean, mailed boolean
    )
    on conflict do nothing
    returning rule, subject_id, user_id, anchor, step, in_app, mailed`.execute(db)
  const isOurs = new Set(claimed.rows.map(keyOf))
  return outgoing.filter(row => isOurs.has(keyOf({ ...row, in_app: row.inApp })))
}
