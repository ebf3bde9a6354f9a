import { z } from 'zod'
import { waitingRules } from '../../db/entities/application.ts'
import { listOf } from '../schema.ts'
import { experienceBands } from './stages.ts'

const instant = z.iso.datetime()
const money = z.strictObject({ amount: z.int(), currency: z.string() })

/** What a card says besides its stage, to staff and client. */
export const cardProgress = {
  waiting: z
    .strictObject({ rule: z.enum(waitingRules), for: z.string(), since: instant })
    .optional()
    .meta({ description: 'Whom it waits for, from `since` on, which may lie ahead; missing if for nobody.' }),
  interview: z
    .strictObject({ status: z.string(), at: instant.nullable() })
    .optional()
    .meta({ description: 'The latest interview that was not cancelled.' }),
  feedback: z
    .strictObject({ given: z.int(), of: z.int(), yes: z.int().optional() })
    .optional()
    .meta({ description: 'How many of the panel have given theirs; `yes`: how many for, once all are in.' }),
}

const cardFields = {
  id: z.uuid(),
  stage: z
    .string()
    .meta({ description: 'A stage; for candidates and agencies a coarser word, such as `in_review`.' }),
  since: instant.meta({ description: 'When it came into this stage.' }),
  version: z.int().optional(),
  rank: z.string().optional(),
  candidate: z
    .strictObject({
      id: z.uuid().optional(),
      name: z.string().meta({ description: 'A pseudonym on a blind shortlist, until approval.' }),
      email: z.string().optional(),
      headline: z.string().nullable().optional(),
      blind: z.boolean().optional(),
      skills: z.array(z.string()).optional(),
      experience: z
        .enum(experienceBands)
        .nullable()
        .optional()
        .meta({ description: 'On a blind shortlist: the years of work as a band.' }),
      experienceYears: z
        .int()
        .nullable()
        .optional()
        .meta({ description: 'Null on a blind shortlist, until approval.' }),
    })
    .optional(),
  shortlist: z.string().optional(),
  ...cardProgress,
  source: z.string().optional(),
}

/** A card of a board. */
export const cardAnswer = z.strictObject(cardFields).meta({ id: 'Card' })

const job = z.strictObject({ id: z.uuid(), title: z.string(), company: z.strictObject({ name: z.string() }) })

/** Every field an application may have; which of them you get is your audience's cut. */
export const applicationAnswer = z
  .strictObject({
    ...cardFields,
    job,
    coverLetter: z.string().nullable().optional(),
    expectedSalary: money.nullable().optional(),
    noticePeriodDays: z.int().nullable().optional(),
    shownToClient: z.boolean().optional(),
    appliedAt: instant.optional(),
    canWithdraw: z.boolean().optional(),
    canReopen: z.boolean().optional(),
  })
  .meta({ id: 'Application' })

export const applicationListAnswer = listOf(applicationAnswer).extend({ total: z.int() })

export const historyEntry = z
  .strictObject({
    id: z.uuid(),
    from: z.string().nullable(),
    to: z.string(),
    by: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
    at: instant,
    reason: z.string().nullable(),
  })
  .meta({ id: 'HistoryEntry' })

export const historyAnswer = z.strictObject({
  data: z.array(historyEntry),
  page: z.strictObject({ nextCursor: z.null() }),
})

/** An entry among those of many applications. */
export const historiesAnswer = listOf(
  historyEntry
    .extend({
      application: z.strictObject({ id: z.uuid(), candidate: z.string().optional() }),
      job,
    })
    .meta({ id: 'HistoryLine' }),
)
