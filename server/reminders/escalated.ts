import { sql } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { playing } from '../owed/people.ts'
import { presentLate } from '../owed/presenter.ts'
import { owedFacts, owedRows, type OwedRow } from '../owed/queries.ts'
import { remindingRules, ruleOf } from '../owed/rules.ts'
import { itemKey } from './queries.ts'

const most = 100

/** Those of these jobs of which the actor is told what is late: by the part they play now, whoever was told then. */
const jobsBelow = async ({ id, role, companyId }: Actor, jobIds: string[]) => {
  const { rows } = await sql<{ id: string; is_led: boolean; is_worked: boolean }>`
    select j.id, ${role === 'manager'} and j.staffing_company_id = ${companyId}::uuid as is_led,
      exists (select from ${playing('recruiter', sql`j.id`)} p where p.user_id = ${id}) as is_worked
    from job_posting j where j.id = any(${jobIds}::uuid[])`.execute(sqlOf(database().orm.em.fork()))
  const byId = new Map(rows.map(row => [row.id, row]))
  return ({ rule, job_id: jobId }: OwedRow) => {
    const job = jobId === null ? undefined : byId.get(jobId)
    const is = { admin: role === 'admin', manager: job?.is_led, recruiter: job?.is_worked }
    return ruleOf(rule).remind!.escalate.some(part => is[part])
  }
}

/** What went on to the actor, because others were reminded of it in vain, and waits still: what came last first. */
export const listEscalated = async (actor: Actor, now: Date) => {
  const db = sqlOf(database().orm.em.fork())
  const { rows: told } = await sql<Pick<OwedRow, 'rule' | 'subject_id' | 'anchor'>>`
    select rule, subject_id, anchor from reminder where user_id = ${actor.id} and step = 0
    order by at desc, rule, subject_id limit ${most}`.execute(db)
  if (!told.length) return []
  const subjects = Object.fromEntries(
    [...Map.groupBy(told, ({ rule }) => rule)].map(([rule, those]) => [
      rule,
      those.map(({ subject_id: id }) => id),
    ]),
  )
  const only = remindingRules.filter(rule => rule in subjects)
  // Owed by several, it is one thing.
  const owed = new Map((await owedRows(db, { now, only, subjects })).map(row => [itemKey(row), row]))
  const waiting = told.flatMap(item => owed.get(itemKey(item)) ?? [])
  const isBelow = await jobsBelow(
    actor,
    waiting.flatMap(({ job_id: id }) => id ?? []),
  )
  const rows = waiting.filter(isBelow)
  const [facts, { zone }] = await Promise.all([
    owedFacts(db, rows),
    db.selectFrom('users').select('zone').where('id', '=', actor.id).executeTakeFirstOrThrow(),
  ])
  return rows.map(row => presentLate(row, { actor, zone }, facts))
}
