import type { EntityManager } from '@mikro-orm/postgresql'
import type { IJobPosting } from '../../db/entities/job-posting.ts'
import { assignmentsOf } from './queries.ts'

type Assignments = Awaited<ReturnType<typeof assignmentsOf>>

const salary = (job: IJobPosting) =>
  job.salaryCurrency
    ? {
        min: job.salaryMin === null || job.salaryMin === undefined ? null : Number(job.salaryMin),
        max: job.salaryMax === null || job.salaryMax === undefined ? null : Number(job.salaryMax),
        currency: job.salaryCurrency,
      }
    : null

const iso = (at: Date | null | undefined) => at?.toISOString() ?? null

/** What a stranger reads of an open job. Needs `company` loaded. */
export const presentPublicJob = (job: IJobPosting) => ({
  id: job.id,
  title: job.title,
  description: job.description,
  type: job.type,
  subtype: job.subtype ?? null,
  level: job.level ?? null,
  company: { id: job.company.id, name: job.company.getEntity().name },
  location: job.location ?? null,
  remote: job.remote,
  industry: job.industry ?? null,
  skills: job.skills,
  salary: salary(job),
  deadline: iso(job.deadline),
  applyUrl: job.applyUrl ?? null,
  applyEmail: job.applyEmail ?? null,
  openedAt: iso(job.openedAt),
  status: job.status,
})

const inside = (job: IJobPosting) => ({
  ...presentPublicJob(job),
  openings: job.openings,
  blindShortlist: job.blindShortlist,
  version: job.version,
  createdAt: job.createdAt.toISOString(),
  updatedAt: job.updatedAt.toISOString(),
})

const staff = (job: IJobPosting, assignments: Assignments) => ({
  ...inside(job),
  staffingCompany: { id: job.staffingCompany.id, name: job.staffingCompany.getEntity().name },
  returnReason: job.returnReason ?? null,
  submittedAt: iso(job.submittedAt),
  closedAt: iso(job.closedAt),
  assignments: assignments.map(assignment => ({
    id: assignment.id,
    kind: assignment.kind,
    user: assignment.user ? { id: assignment.user.id, name: assignment.user.$.name } : null,
    company: assignment.company ? { id: assignment.company.id, name: assignment.company.$.name } : null,
  })),
})

const client = (job: IJobPosting) => ({
  ...inside(job),
  returnReason: job.returnReason ?? null,
  submittedAt: iso(job.submittedAt),
  closedAt: iso(job.closedAt),
})

/** Jobs, per audience, as their list shows them. Needs both companies loaded. */
export const presentJobPostings = async (
  em: EntityManager,
  jobs: IJobPosting[],
  cut: 'staff' | 'client' | 'agency',
) => {
  if (cut !== 'staff') return jobs.map(cut === 'client' ? client : presentPublicJob)
  const ids = jobs.map(job => job.id)
  const assignments = Map.groupBy(await assignmentsOf(em, ids), assignment => assignment.job.id)
  return jobs.map(job => staff(job, assignments.get(job.id) ?? []))
}

/** A job, per audience, as its board, its page and its events show it. Needs both companies loaded. */
export const presentJobPosting = async (
  em: EntityManager,
  job: IJobPosting,
  cut: 'staff' | 'client' | 'agency',
) => (await presentJobPostings(em, [job], cut))[0]!
