import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { Assignment } from '../../db/entities/assignment.ts'
import { JobPosting, type IJobPosting } from '../../db/entities/job-posting.ts'
import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { policy, type JobPostingSubject } from './policy.ts'

/** The job with both companies, if it is the actor's own business. */
export const seekJobPosting = (em: EntityManager, actor: Actor, id: string, { refresh = false } = {}) =>
  em.findOne(
    JobPosting,
    { $and: [{ id }, policy.scope(actor)] },
    { populate: ['company', 'staffingCompany'], strategy: 'select-in', refresh },
  )

/** The job, if it is the actor's own business; 404 otherwise. `lock` holds its row until the transaction ends. */
export const findJobPosting = async (
  em: EntityManager,
  actor: Actor,
  id: string,
  { lock = false }: { lock?: boolean } = {},
) => {
  if (lock) await em.findOne(JobPosting, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const job = await seekJobPosting(em, actor, id, { refresh: lock })
  if (!job) throw notFound()
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
  invited:
    actor.role === 'agency' &&
    (await em.count(Assignment, { job: job.id, kind: 'agency', company: actor.companyId })) > 0,
})

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
