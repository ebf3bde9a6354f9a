import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql'
import { newId } from '../new-id.ts'
import { Assignment } from './assignment.ts'
import { Company } from './company.ts'
import { User } from './user.ts'

export const jobStatuses = ['draft', 'pending_approval', 'open', 'paused', 'filled', 'closed'] as const
export type JobStatus = (typeof jobStatuses)[number]

/** A vacancy. `job` in URLs and room names, JobPosting in code (`jobs/` means background jobs). */
export const JobPosting = defineEntity({
  name: 'JobPosting',
  tableName: 'job_posting',
  properties: {
    id: p.uuid().primary().onCreate(newId),
    company: () => p.manyToOne(Company).ref(),
    staffingCompany: () => p.manyToOne(Company).ref(),
    title: p.text(),
    description: p.text(),
    type: p.text(),
    subtype: p.text().nullable(),
    level: p.text().nullable(),
    location: p.text().nullable(),
    industry: p.text().nullable(),
    remote: p.boolean().default(false),
    skills: p.array().defaultRaw(`'{}'`),
    salaryMin: p.bigint('string').nullable(),
    salaryMax: p.bigint('string').nullable(),
    salaryCurrency: p.text().nullable(),
    deadline: p.datetime().nullable(),
    applyUrl: p.text().nullable(),
    applyEmail: p.text().nullable(),
    openings: p.integer().default(1),
    blindShortlist: p.boolean().default(false),
    /** What interviewers judge by, in this order. */
    scorecard: p.array().defaultRaw(`'{}'`),
    status: p.enum(jobStatuses),
    returnReason: p.text().nullable(),
    submittedAt: p.datetime().nullable(),
    openedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    deletedAt: p.datetime().nullable(),
    createdBy: () => p.manyToOne(User).ref(),
    assignments: () => p.oneToMany(Assignment).mappedBy('job'),
    version: p.integer().default(1),
    createdAt: p.datetime().onCreate(() => new Date()),
    updatedAt: p
      .datetime()
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
})
export type IJobPosting = InferEntity<typeof JobPosting>
