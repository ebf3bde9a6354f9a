import { z } from 'zod'
import { listOf } from '../schema.ts'

const instant = z.iso.datetime()
const span = z.strictObject({ startsAt: instant, endsAt: instant })

/** An interview; which fields you get is your audience's cut. */
export const interviewAnswer = z
  .strictObject({
    id: z.uuid(),
    version: z.int().optional(),
    status: z.string(),
    title: z.string(),
    startsAt: instant.nullable().meta({ description: 'Null while it is only proposed.' }),
    endsAt: instant.nullable(),
    minutes: z.int(),
    zone: z.string(),
    slots: z
      .array(span.extend({ id: z.uuid() }))
      .meta({ description: 'What the candidate may choose from, while it is proposed.' }),
    location: z.string().nullable(),
    videoUrl: z.string().nullable(),
    note: z.string().nullable().optional().meta({ description: 'To the panel and the staff.' }),
    reason: z.string().nullable().optional().meta({ description: 'Why it was cancelled, to the staff.' }),
    panel: z.array(
      z.strictObject({
        id: z.uuid().optional(),
        name: z.string(),
        answer: z.string().optional().meta({ description: '`invited`, `accepted` or `declined`.' }),
        reason: z.string().nullable().optional(),
      }),
    ),
  })
  .meta({ id: 'Interview' })

/** An interview among those of many applications. */
export const interviewLine = interviewAnswer
  .extend({
    application: z.strictObject({
      id: z.uuid(),
      candidate: z.string().optional(),
      job: z.strictObject({ id: z.uuid(), title: z.string(), company: z.strictObject({ name: z.string() }) }),
    }),
  })
  .meta({ id: 'InterviewLine' })

export const interviewListAnswer = listOf(interviewLine)
export const interviewsAnswer = z.strictObject({
  data: z.array(interviewAnswer),
  page: z.strictObject({ nextCursor: z.null() }),
})

export const availabilityAnswer = z.strictObject({ windows: z.array(span) }).meta({ id: 'Availability' })
export const freeAnswer = z
  .strictObject({
    windows: z.array(span).meta({ description: 'When the candidate can, without what is taken already.' }),
    panel: z
      .array(z.strictObject({ id: z.uuid(), name: z.string(), role: z.string(), company: z.string() }))
      .meta({ description: 'Who can be asked to sit in it.' }),
    free: z.array(span).optional().meta({ description: 'When everybody who was named can.' }),
  })
  .meta({ id: 'Free' })

export const madeFeedAnswer = z.strictObject({
  madeAt: instant,
  url: z.string().nullable().meta({
    description: 'Told this once, and null to a second sending: whoever knows it reads your interviews.',
  }),
})
export const feedAnswer = z
  .strictObject({ madeAt: instant, lastReadAt: instant.nullable() })
  .nullable()
  .meta({ description: 'Null without one.' })
