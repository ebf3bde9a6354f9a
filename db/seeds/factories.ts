import type { EntityManager } from '@mikro-orm/postgresql'
import { generateKeyBetween } from 'fractional-indexing'
import { Application, type IApplication } from '../entities/application.ts'
import { ApplicationHistory } from '../entities/application-history.ts'
import { Assignment } from '../entities/assignment.ts'
import { CandidateProfile } from '../entities/candidate-profile.ts'
import { Company, type ICompany } from '../entities/company.ts'
import { JobPosting, type IJobPosting } from '../entities/job-posting.ts'
import { User, type IUser } from '../entities/user.ts'
import { idAt } from './chance.ts'
import { standingAfter, type Step } from './steps.ts'

/*
 * Things as the commands would have left them. What follows from something else is not asked for, so that it cannot
 * contradict it. Nothing is written before the caller flushes.
 */

type Some<Entity, Fields extends keyof Entity> = Partial<Pick<Entity, Fields>>

export const makeCompany = (
  em: EntityManager,
  {
    at = new Date(),
    ...company
  }: Pick<ICompany, 'name' | 'kind'> & {
    servedBy?: ICompany
    at?: Date
  } & Some<ICompany, 'website' | 'industry' | 'location'>,
): ICompany => em.create(Company, { id: idAt(at), createdAt: at, ...company })

/** A verified person; a candidate has a profile from the start. */
export const makeUser = (
  em: EntityManager,
  {
    at = new Date(),
    profile = {},
    ...user
  }: Pick<IUser, 'name' | 'email' | 'role'> & {
    company?: ICompany | null
    profile?: { headline?: string; location?: string; experienceYears?: number; skills?: string[] }
    at?: Date
  },
): IUser => {
  const made: IUser = em.create(User, {
    id: idAt(at),
    emailVerified: true,
    createdAt: at,
    updatedAt: at,
    ...user,
  })
  if (user.role === 'candidate')
    em.create(CandidateProfile, { user: made, skills: [], createdAt: at, updatedAt: at, ...profile })
  return made
}

/** A posting in one of the states it can reach without its board: approved it is open, submitted it waits. */
export const makeJobPosting = (
  em: EntityManager,
  {
    at = new Date(),
    ...job
  }: Pick<IJobPosting, 'title' | 'description' | 'type'> & {
    company: ICompany
    createdBy: IUser
    submittedAt?: Date
    openedAt?: Date
    at?: Date
  } & Some<IJobPosting, 'subtype' | 'level' | 'location' | 'industry' | 'remote' | 'skills'> &
    Some<
      IJobPosting,
      'salaryMin' | 'salaryMax' | 'salaryCurrency' | 'deadline' | 'openings' | 'blindShortlist'
    >,
): IJobPosting => {
  const changedAt = job.openedAt ?? job.submittedAt ?? at
  return em.create(JobPosting, {
    id: idAt(at),
    // Who recruits in-house is served by nobody else
    staffingCompany: job.company.servedBy?.getEntity() ?? job.company,
    status: job.openedAt ? 'open' : job.submittedAt ? 'pending_approval' : 'draft',
    skills: [],
    version: 1 + Number(Boolean(job.submittedAt)) + Number(Boolean(job.openedAt)),
    createdAt: at,
    updatedAt: changedAt,
    ...job,
  })
}

/** Ties a recruiter, a hiring manager or an agency to a job: as which of them says who it is. */
export const assign = (
  em: EntityManager,
  job: IJobPosting,
  { to, by, at = new Date() }: { to: IUser | ICompany; by: IUser; at?: Date },
) =>
  em.create(Assignment, {
    id: idAt(at),
    job,
    ...('role' in to
      ? { kind: to.role === 'recruiter' ? 'recruiter' : 'hiring_manager', user: to }
      : { kind: 'agency', company: to }),
    assignedBy: by,
    createdAt: at,
  })

const lastRank = new WeakMap<IJobPosting, string>()

/**
 * An application that took these steps, the first being `applied`: its stage, version, shortlist and history are what
 * they left. In its column it stands after those made before it.
 */
export const makeApplication = (
  em: EntityManager,
  {
    job,
    steps,
    ...application
  }: {
    job: IJobPosting
    candidate: IUser
    steps: [Step, ...Step[]]
    agencyCompany?: ICompany
  } & Some<
    IApplication,
    'source' | 'coverLetter' | 'expectedSalary' | 'expectedSalaryCurrency' | 'noticePeriodDays'
  >,
): IApplication => {
  const createdAt = steps[0].at
  const rank = generateKeyBetween(lastRank.get(job) ?? null, null)
  lastRank.set(job, rank)
  const { moves, ...standing } = standingAfter(steps)
  const made: IApplication = em.create(Application, {
    id: idAt(createdAt),
    job,
    rank,
    source: application.agencyCompany ? 'agency' : 'direct',
    createdAt,
    ...standing,
    ...application,
  })
  for (const move of moves) em.create(ApplicationHistory, { id: idAt(move.at), application: made, ...move })
  return made
}
