import { z } from 'zod'
import { id, text } from '../schema.ts'

export const overalls = ['strong_no', 'no', 'yes', 'strong_yes'] as const

const score = z.strictObject({
  criterion: text(1, 80).meta({ description: 'One of the posting’s.', examples: ['Craft'] }),
  score: z.int().min(1).max(4),
  remark: text(1, 2_000).optional(),
})

export const giveInput = z.strictObject({
  interviewId: id,
  overall: z.enum(overalls),
  remark: text(1, 10_000).optional(),
  scores: z.array(score).max(10).meta({ description: 'Leave out what you could not judge.' }),
  version: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Of your feedback as you saw it, to change it; another one is 409 `stale`.' }),
})
export type GiveInput = z.output<typeof giveInput>
