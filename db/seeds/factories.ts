import type { EntityManager, RequiredEntityData } from '@mikro-orm/postgresql'
import { generateKeyBetween } from 'fractional-indexing'
import { Application, type IApplication } from '../entities/application.ts'
import { ApplicationHistory } from '../entities/application-history.ts'
import { Assignment } from '../entities/assignment.ts'
import { CandidateProfile, type ICandidateProfile } from '../entities/candidate-profile.ts'
import { Company, type ICompany } from '../entities/company.ts'
import { JobPosting, type IJobPosting } from '../entities/job-posting.ts'
import { User, type IUser } from '../entities/user.ts'
import { idAt } from './chance.ts'
import { standingAfter, type Step } from './steps.ts'

/*
 * Things as the commands would have left them. What follows from something else is not asked for, so that it cannot
 * contradict it. Nothing is written before the caller flushes.
 */

/** What a factory is given: the entity without what it works out, and when it was made. */
type Given<Entity extends object, Derived extends keyof Entity = never> = Omit<
  RequiredEntityData<Entity>,
  Derived | 'id' | 'createdAt' | 'updatedAt'
> & { at?: Date }

export const makeCompany = (em: EntityManager, { at = new Date(), ...company }: Given<ICompany>): ICompany =>
  em.create(Company, { ...company, id: idAt(at), createdAt: at })

type Profile = Pick<
  RequiredEntityData<ICandidateProfile>,
  'headline' | 'location' | 'skills' | 'experienceYears'
>

/** A person whose address is verified. A candidate has a profile from the start. */
export const makeUser = (
  em: EntityManager,
  { at = new Date(), profile, ...user }: Given<IUser, 'emailVerified'> & { profile?: Profile },
): IUser => {
  const made: IUser = em.create(User, {
    ...user,
    id: idAt(at),
    emailVerified: true,
    createdAt: at,
    updatedAt: at,
  })
  if (user.role === 'candidate')
    em.create(CandidateProfile, { skills: [], ...profile, user: made, createdAt: at, updatedAt: at })
  return made
}

/** A posting: a draft, or waiting since it was submitted, or open since it was. */
export const makeJobPosting = (
  em: EntityManager,
  {
    at = new Date(),
    ...job
  }: Given<IJobPosting, 'company' | 'staffingCompany' | 'status' | 'version'> & {
    company: ICompany
    submittedAt?: Date
    openedAt?: Date
  },
): IJobPosting =>
  em.create(JobPosting, {
    skills: [],
    ...job,
    id: idAt(at),
    // Who is served by nobody recruits in-house
    staffingCompany: job.company.servedBy?.getEntity() ?? job.company,
    status: job.openedAt ? 'open' : job.submittedAt ? 'pending_approval' : 'draft',
    version: [at, job.submittedAt, job.openedAt].filter(Boolean).length,
    createdAt: at,
    updatedAt: job.openedAt ?? job.submittedAt ?? at,
  })

/** Ties a recruiter, a hiring manager or an agency to a job: as which of them follows from who it is. */
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

type Standing = ReturnType<typeof standingAfter>['standing']

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
    source = 'direct',
    ...application
  }: Omit<Given<IApplication, 'job' | 'rank' | 'source' | keyof Standing>, 'at'> & {
    job: IJobPosting
    steps: Step[]
    source?: 'direct' | 'recruiter'
  },
): IApplication => {
  const rank = generateKeyBetween(lastRank.get(job) ?? null, null)
  lastRank.set(job, rank)
  const { createdAt, standing, moves } = standingAfter(steps)
  const made: IApplication = em.create(Application, {
    ...application,
    ...standing,
    id: idAt(createdAt),
    job,
    rank,
    source: application.agencyCompany ? 'agency' : source,
    createdAt,
  })
  for (const move of moves)
    em.create(ApplicationHistory, { ...move, byName: move.by.name, id: idAt(move.at), application: made })
  return made
}
