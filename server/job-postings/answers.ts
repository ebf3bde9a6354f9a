import { z } from 'zod'
import { stages } from '../../db/entities/application.ts'
import { assignmentKinds } from '../../db/entities/assignment.ts'
import { jobStatuses } from '../../db/entities/job-posting.ts'
import { cardAnswer } from '../applications/answers.ts'
import { listOf } from '../schema.ts'
import { submissionAnswer } from '../submissions/answers.ts'
import { threadAnswer } from '../threads/answers.ts'

const instant = z.iso.datetime()
const company = z.strictObject({ id: z.uuid(), name: z.string() })

/** Every field a job may have; which of them you get is your audience's cut. */
export const jobAnswer = z
  .strictObject({
    id: z.uuid(),
    title: z.string(),
    description: z.string(),
    type: z.string(),
    subtype: z.string().nullable(),
    level: z.string().nullable(),
    company,
    location: z.string().nullable(),
    remote: z.boolean(),
    industry: z.string().nullable(),
    skills: z.array(z.string()),
    salary: z
      .strictObject({ min: z.int().nullable(), max: z.int().nullable(), currency: z.string() })
      .nullable()
      .meta({ description: 'Of a year, in minor units.' }),
    deadline: instant.nullable(),
    applyUrl: z.string().nullable(),
    applyEmail: z.string().nullable(),
    openedAt: instant.nullable(),
    status: z.enum(jobStatuses),
    openings: z.int().optional(),
    blindShortlist: z.boolean().optional(),
    scorecard: z.array(z.string()).optional().meta({ description: 'What interviewers judge by.' }),
    version: z.int().optional(),
    createdAt: instant.optional(),
    updatedAt: instant.optional(),
    returnReason: z.string().nullable().optional(),
    submittedAt: instant.nullable().optional(),
    closedAt: instant.nullable().optional(),
    staffingCompany: company.optional(),
    assignments: z
      .array(
        z.strictObject({
          id: z.uuid(),
          kind: z.enum(assignmentKinds),
          user: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
          company: company.nullable(),
        }),
      )
      .optional(),
    counts: z
      .record(z.enum(stages), z.int())
      .optional()
      .meta({ description: 'How many applications stand in each stage, of those you may see.' }),
  })
  .meta({ id: 'Job' })

export const jobListAnswer = listOf(jobAnswer).extend({ total: z.int() })

export const boardAnswer = z
  .strictObject({
    job: jobAnswer,
    columns: z.array(z.strictObject({ stage: z.string(), count: z.int(), cards: z.array(cardAnswer) })),
    submissions: z.array(submissionAnswer).meta({
      description: 'Put forward and not answered: to staff all, to an agency its own, to a client none.',
    }),
    threads: z.array(threadAnswer).meta({ description: 'The negotiation, to those who take part in it.' }),
    room: z.string(),
    epoch: z.string(),
    seq: z.int().meta({ description: 'Join the room from here and nothing is missed.' }),
  })
  .meta({ id: 'Board' })
