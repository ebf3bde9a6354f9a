import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import type { Kysely } from 'kysely'
import { Application } from '../../db/entities/application.ts'
import { Assignment } from '../../db/entities/assignment.ts'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { factsOf, policy, type ApplicationSubject } from './policy.ts'

/** Whether the actor is a hiring manager of this job. */
export const isAssigned = async (em: EntityManager, actor: Actor, jobId: string) =>
  (await em.count(Assignment, { job: jobId, user: actor.id, kind: 'hiring_manager' })) > 0

/**
 * The application, if the actor may see it; 404 otherwise. `lock` holds its row until the transaction ends, and no other:
 * a lock on the job as well would put all moves of a board in a line.
 */
export const findApplication = async (
  em: EntityManager,
  actor: Actor,
  id: string,
  { lock = false }: { lock?: boolean } = {},
) => {
  if (lock && !(await em.findOne(Application, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })))
    throw notFound()
  const application = await em.findOne(
    Application,
    { $and: [{ id }, policy.scope(actor)] },
    { populate: ['job', 'candidate'], strategy: 'select-in', refresh: lock },
  )
  if (!application) throw notFound()
  const subject: ApplicationSubject = {
    ...factsOf(application),
    assigned: actor.role === 'client' && (await isAssigned(em, actor, application.job.id)),
  }
  return { application, job: application.job.$, subject }
}

export type CardWhere = { jobId: string } | { ids: string[] }

const base = (sql: Kysely<Tables>, where: CardWhere) => {
  const query = sql
    .selectFrom('application as a')
    .innerJoin('job_posting as j', 'j.id', 'a.job_id')
    .innerJoin('users as u', 'u.id', 'a.candidate_id')
    .leftJoin('candidate_profile as p', 'p.user_id', 'a.candidate_id')
    .select([
      'a.id',
      'a.job_id',
      'a.candidate_id',
      'a.stage',
      'a.stage_since',
      'a.rank',
      'a.shortlist',
      'a.shown_to_client_at',
      'a.source',
      'a.agency_company_id',
      'a.version',
      'u.name as candidate_name',
      'p.headline',
      'p.skills',
      'p.experience_years',
      'j.company_id',
      'j.staffing_company_id',
      'j.blind_shortlist',
    ])
  return 'jobId' in where ? query.where('a.job_id', '=', where.jobId) : query.where('a.id', 'in', where.ids)
}

/** What cards are made of: all of a job's in one query, or those with these ids. Unordered. */
export const cardRows = (sql: Kysely<Tables>, where: CardWhere) => base(sql, where).execute()
export type CardRow = Awaited<ReturnType<typeof cardRows>>[number]

const full = (sql: Kysely<Tables>, ids: string[]) =>
  base(sql, { ids })
    .innerJoin('company as c', 'c.id', 'j.company_id')
    .select([
      'u.email as candidate_email',
      'a.cover_letter',
      'a.expected_salary',
      'a.expected_salary_currency',
      'a.notice_period_days',
      'a.created_at',
      'j.title as job_title',
      'c.name as company_name',
    ])

/** What one application's page is made of. */
export const applicationRow = (sql: Kysely<Tables>, id: string) => full(sql, [id]).executeTakeFirstOrThrow()
/** The same for several, in the order of these ids. */
export const applicationRows = async (sql: Kysely<Tables>, ids: string[]) => {
  if (!ids.length) return []
  const rows = new Map((await full(sql, ids).execute()).map(row => [row.id, row]))
  return ids.flatMap(id => rows.get(id) ?? [])
}
export type ApplicationRow = Awaited<ReturnType<typeof applicationRow>>

const entries = (sql: Kysely<Tables>) =>
  sql
    .selectFrom('application_history as h')
    .innerJoin('users as u', 'u.id', 'h.by_id')
    .select([
      'h.id',
      'h.application_id',
      'h.from_stage',
      'h.to_stage',
      'h.reason',
      'h.at',
      'h.by_id',
      'h.by_name',
      'u.company_id as by_company_id',
    ])

/** Who moved it from where to where, oldest first; `id` narrows to one entry. */
export const historyRows = (sql: Kysely<Tables>, applicationId: string, id?: string) =>
  entries(sql)
    .where('h.application_id', '=', applicationId)
    .$if(id !== undefined, query => query.where('h.id', '=', id!))
    .orderBy('h.at')
    .orderBy('h.id')
    .execute()
export type HistoryRow = Awaited<ReturnType<typeof historyRows>>[number]

/** Entries of any applications, newest first. */
export const entryRows = async (sql: Kysely<Tables>, ids: string[]) =>
  ids.length ? entries(sql).where('h.id', 'in', ids).orderBy('h.id', 'desc').execute() : []
