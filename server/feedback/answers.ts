import { z } from 'zod'
import { overalls } from './schema.ts'

const instant = z.iso.datetime()

/** What one person thinks after one interview. */
export const feedbackAnswer = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    interview: z.strictObject({ id: z.uuid(), title: z.string(), startsAt: instant.nullable() }),
    by: z.strictObject({ id: z.uuid(), name: z.string() }),
    own: z.boolean(),
    overall: z.enum(overalls),
    remark: z.string().nullable(),
    scores: z.array(
      z.strictObject({
        criterion: z.string(),
        score: z.int().meta({ description: 'From 1 to 4.' }),
        remark: z.string().nullable(),
      }),
    ),
    givenAt: instant,
    changedAt: instant.nullable(),
  })
  .meta({ id: 'Feedback' })

const seat = z.strictObject({
  interview: z.strictObject({
    id: z.uuid(),
    title: z.string(),
    startsAt: instant.nullable(),
    endsAt: instant.nullable(),
  }),
  given: z.boolean(),
  open: z.boolean().meta({ description: 'It has begun: feedback can be given.' }),
})

/** The feedback on an application that you may read. */
export const feedbackListAnswer = z
  .strictObject({
    data: z.array(feedbackAnswer),
    page: z.strictObject({ nextCursor: z.null() }),
    criteria: z.array(z.string()).meta({ description: 'What the posting asks interviewers to judge by.' }),
    yours: z.array(seat).meta({ description: 'The interviews that you sit in.' }),
    withheld: z.int().meta({ description: 'How many you will read once you have given your own.' }),
    summary: z.strictObject({
      given: z.int(),
      of: z.int(),
      yes: z.int().optional().meta({ description: 'How many are for, once all are in.' }),
    }),
  })
  .meta({ id: 'FeedbackList' })
