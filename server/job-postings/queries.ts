import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { sql, type Kysely } from 'kysely'
import { Assignment } from '../../db/entities/assignment.ts'
import { JobPosting, type IJobPosting } from '../../db/entities/job-posting.ts'
import { database, sqlOf } from '../../db/database.ts'
import { builder, prepare, type Sender } from '../../db/statement.ts'
import type { Tables } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { policy, type JobPostingSubject, type Where } from './policy.ts'

interface Tie {
  id: string
  kind: 'recruiter' | 'hiring_manager' | 'agency'
  user: { id: string; name: string } | null
  company: { id: string; name: string } | null
}

const rowsOf = (db: Kysely<Tables>) =>
  db
    .selectFrom('job_posting as j')
    .innerJoin('company as c', 'c.id', 'j.company_id')
    .innerJoin('company as s', 's.id', 'j.staffing_company_id')
    .innerJoin('users as author', 'author.id', 'j.created_by_id')
    .selectAll('j')
    .select([
      'c.name as company_name',
      's.name as staffing_company_name',
      'author.role as author_role',
      sql<Tie[]>`(
      select coalesce(json_agg(json_build_object(
        'id', a.id, 'kind', a.kind,
        'user', case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end,
        'company', case when k.id is not null then json_build_object('id', k.id, 'name', k.name) end
      ) order by a.id), '[]')
      from assignment a left join users u on u.id = a.user_id left join company k on k.id = a.company_id
      where a.job_id = j.id
    )`.as('assignments'),
    ])
const inAnyOrder = prepare('jobs', rowsOf(builder).where('j.id', '=', sql<string>`any(${[]}::uuid[])`))

/** The same of the first jobs that fit, in order. */
export const jobRowsWhere = (
  where: Where,
  { by, direction, limit }: { by: 'opened_at' | 'created_at'; direction: 'asc' | 'desc'; limit: number },
): Promise<JobRow[]> =>
  rowsOf(sqlOf(database().orm.em.fork()))
    .where(where)
    .orderBy(`j.${by}`, direction)
    .orderBy('j.id', direction)
    .limit(limit)
    .execute()

/** Everything that a job's presenters are made of, of these jobs, in the order of these ids. */
export const jobRows = async (sender: Sender, ids: string[]) => {
  if (!ids.length) return []
  const byId = new Map((await inAnyOrder(sender, ids)).map(row => [row.id, row]))
  return ids.flatMap(id => byId.get(id) ?? [])
}
export type JobRow = Awaited<ReturnType<typeof jobRows>>[number]

const subjectOfRow = (row: JobRow, actor: Actor): JobPostingSubject => ({
  status: row.status,
  deletedAt: row.deleted_at,
  companyId: row.company_id,
  staffingCompanyId: row.staffing_company_id,
  postedByClient: row.author_role === 'client',
  invited:
    actor.role === 'agency' &&
    row.assignments.some(({ kind, company }) => kind === 'agency' && company?.id === actor.companyId),
})

/** The job for reading, whosever business it is. */
export const seekJob = async (sender: Sender, id: string) => (await jobRows(sender, [id]))[0]

/** Whether this job is the actor's own business. */
export const isOwnJob = (actor: Actor, row: JobRow) => policy.can(actor, 'read', subjectOfRow(row, actor))

/** The job for reading, if it is the actor's own business; 404 otherwise. */
export const findJob = async (sender: Sender, actor: Actor, id: string) => {
  const row = await seekJob(sender, id)
  if (!row || !isOwnJob(actor, row)) throw notFound()
  return row
}

/** The job to work on, if it is the actor's own business; 404 otherwise. `lock` holds its row until the transaction ends. */
export const findJobPosting = async (
  em: EntityManager,
  actor: Actor,
  id: string,
  { lock = false }: { lock?: boolean } = {},
) => {
  if (lock) await em.findOne(JobPosting, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const job = await em.findOne(
    JobPosting,
    { id },
    { populate: ['company', 'staffingCompany'], strategy: 'select-in', refresh: lock },
  )
  if (!job || !policy.can(actor, 'read', await subjectOf(em, actor, job))) throw notFound()
  return job
}

/** What rights on this job are decided from, for this actor. */
export const subjectOf = async (
  em: EntityManager,
  actor: Actor,
  job: IJobPosting,
): Promise<JobPostingSubject> => ({
  status: job.status,
  deletedAt: job.deletedAt ?? null,
  companyId: job.company.id,
  staffingCompanyId: job.staffingCompany.id,
  postedByClient: (await job.createdBy.loadOrFail()).role === 'client',
  invited: actor.role === 'agency' && (await isInvited(em, job.id, actor.companyId)),
})

/** Whether this agency works on the job. */
export const isInvited = async (em: EntityManager, jobId: string, agencyId: string | null) =>
  (await em.count(Assignment, { job: jobId, kind: 'agency', company: agencyId })) > 0

/** The job whoever asks, its row held: `share` so that it stays as it is, `write` to change it. 404 if there is none. */
export const lockJobPosting = async (em: EntityManager, id: string, mode: 'share' | 'write') => {
  const lockMode = mode === 'share' ? LockMode.PESSIMISTIC_READ : LockMode.PESSIMISTIC_WRITE
  const job = await em.findOne(JobPosting, { id }, { lockMode, refresh: true })
  if (!job) throw notFound()
  return job
}

/** Who is tied to a job, or to several, oldest first. */
export const assignmentsOf = (em: EntityManager, jobIds: string | string[]) =>
  em.find(
    Assignment,
    { job: jobIds },
    { populate: ['user', 'company'], orderBy: { id: 'asc' }, refresh: true },
  )
