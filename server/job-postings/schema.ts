import { z } from 'zod'
import { jobStatuses } from '../../db/entities/job-posting.ts'
import { anyOf, id, instant, listQuery, money, text, webAddress } from '../schema.ts'

const jobTypes = ['full_time', 'part_time', 'contract', 'internship', 'temporary'] as const
const version = z
  .int()
  .min(1)
  .meta({ description: 'The version you saw; another one is answered with 409 `stale`.' })
const word = text(1, 120)

const isNumber = (value: unknown) => typeof value === 'number'
const salary = z
  .strictObject({
    min: money.shape.amount.nullable().optional(),
    max: money.shape.amount.nullable().optional(),
    currency: money.shape.currency,
  })
  .refine(({ min, max }) => isNumber(min) || isNumber(max), { path: ['min'], error: 'or max is needed' })
  .refine(({ min, max }) => !isNumber(min) || !isNumber(max) || min <= max, {
    path: ['max'],
    error: 'must not be less than min',
  })
  .meta({ description: 'Of a year, in minor units.' })

/** A job as people write it. Left out when a job is made or replaced: empty; when it is edited: as it was. */
export const jobFields = z.strictObject({
  title: text(1, 200),
  description: text(1, 20_000),
  type: z.enum(jobTypes),
  subtype: word.nullable().optional(),
  level: word.nullable().optional(),
  location: word.nullable().optional(),
  remote: z.boolean().optional(),
  industry: word.nullable().optional(),
  skills: z.array(text(1, 60)).max(50).optional(),
  salary: salary.nullable().optional(),
  deadline: instant
    .nullable()
    .optional()
    .meta({ description: 'From this instant on it takes no applications. In the future.' }),
  applyUrl: webAddress.nullable().optional(),
  applyEmail: z.email().max(254).nullable().optional(),
  openings: z.int().min(1).max(10_000).optional(),
  blindShortlist: z
    .boolean()
    .optional()
    .meta({ description: 'The client sees no names until it has approved.' }),
  scorecard: z
    .array(text(1, 80))
    .max(10)
    .refine(criteria => new Set(criteria).size === criteria.length, 'must not name one twice')
    .optional()
    .meta({ description: 'What interviewers judge by, in this order.', examples: [['Craft', 'Teamwork']] }),
})
export type JobFields = z.output<typeof jobFields>

export const createInput = jobFields.extend({
  companyId: id.optional().meta({ description: 'The employer. Your own company unless told.' }),
  staffingCompanyId: id
    .optional()
    .meta({ description: 'Who recruits for it. Needed only where no company serves the employer yet.' }),
  open: z
    .boolean()
    .optional()
    .meta({ description: 'Open it at once; otherwise it is a draft. Not for clients.' }),
})
export const editInput = jobFields.partial().extend({ version })
export const replaceInput = jobFields.extend({ version })
export const stepInput = z.strictObject({ version: version.optional() })
export const returnInput = stepInput.extend({ reason: text(1, 2_000) })

const people = z
  .array(id)
  .max(100)
  .refine(ids => new Set(ids).size === ids.length, 'must not name one twice')
export const assignInput = z.strictObject({
  recruiters: people.meta({ description: 'Recruiters and managers of the staffing company.' }),
  hiringManagers: people.meta({ description: 'Client users of the employer.' }),
  agencies: people.meta({ description: 'Companies of the kind `agency`.' }),
  version: version.optional(),
})

export const jobListQuery = z.strictObject({
  ...listQuery,
  title: text(1, 100).optional().meta({ description: 'Part of the title.' }),
  keyword: text(1, 100).optional().meta({ description: 'Part of the title or the description.' }),
  location: text(1, 100).optional().meta({ description: 'Part of the location.' }),
  remote: z.enum(['true', 'false']).optional(),
  industry: text(1, 100).optional(),
  type: anyOf(z.enum(jobTypes))
    .optional()
    .meta({ description: 'One or more of them: `full_time,contract`.' }),
  subtype: text(1, 100).optional(),
  level: text(1, 100).optional(),
  skills: anyOf(text(1, 60)).optional().meta({ description: 'With any of these: `go,rust`.' }),
  postedSince: z.union([instant, z.iso.date().refine(day => day >= '1970-01-02' && day < '2200')]).optional(),
  companyId: id.optional().meta({ description: 'The employer.' }),
  status: anyOf(z.enum(jobStatuses))
    .optional()
    .meta({ description: 'Of your own jobs; everybody else sees open ones.' }),
  assigned: z
    .literal('true')
    .optional()
    .meta({ description: 'Of your own jobs, those you are assigned to.' }),
  sort: z.enum(['-postedAt', 'postedAt']).optional().meta({ description: 'Newest first unless told.' }),
})

export type CreateInput = z.output<typeof createInput>
export type EditInput = { jobId: string } & z.output<typeof editInput>
export type StepInput = { jobId: string } & z.output<typeof stepInput>
export type ReturnInput = { jobId: string } & z.output<typeof returnInput>
export type AssignInput = { jobId: string } & z.output<typeof assignInput>
export type JobListQuery = z.output<typeof jobListQuery>
