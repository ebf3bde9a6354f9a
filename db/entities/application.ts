import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql'
import { newId } from '../new-id.ts'
import { Company } from './company.ts'
import { JobPosting } from './job-posting.ts'
import { User } from './user.ts'

export const stages = [
  'applied',
  'screening',
  'interview',
  'offer',
  'hired',
  'rejected',
  'withdrawn',
] as const
export type Stage = (typeof stages)[number]
export const shortlists = ['none', 'proposed', 'approved', 'rejected'] as const
/** What a card can be waiting for. The names are those of the reminder rules, where there is one. */
export const waitingRules = [
  'shortlist-action',
  'interview-scheduling',
  'interview-choice',
  'feedback',
  'candidate-selection',
  'offer-making',
  'offer-answer',
  'counter-answer',
] as const
export type WaitingRule = (typeof waitingRules)[number]
export const sources = ['direct', 'recruiter', 'agency'] as const

export const Application = defineEntity({
  name: 'Application',
  tableName: 'application',
  properties: {
    id: p.uuid().primary().onCreate(newId),
    job: () => p.manyToOne(JobPosting).ref(),
    candidate: () => p.manyToOne(User).ref(),
    stage: p.enum(stages),
    stageSince: p.datetime(),
    /** Fractional key: order inside a column, ties by id. */
    rank: p.text(),
    shortlist: p.enum(shortlists).default('none'),
    /** Since when the client may see this candidate; it stays until the candidate re-opens. */
    shownToClientAt: p.datetime().nullable(),
    source: p.enum(sources).default('direct'),
    agencyCompany: () => p.manyToOne(Company).ref().nullable(),
    coverLetter: p.text().nullable(),
    expectedSalary: p.bigint('string').nullable(),
    expectedSalaryCurrency: p.text().nullable(),
    noticePeriodDays: p.integer().nullable(),
    version: p.integer().default(1),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
})
export type IApplication = InferEntity<typeof Application>
