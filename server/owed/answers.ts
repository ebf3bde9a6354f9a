import { z } from 'zod'
import { holdAnswer } from '../reminders/answers.ts'
import { listOf } from '../schema.ts'
import { ruleNames } from './rules.ts'

/** Something that waits for you. */
export const owedAnswer = z
  .strictObject({
    rule: z.enum(ruleNames).meta({ description: 'What is to be done.' }),
    title: z.string().meta({
      description: 'The same in words, as you may know of it.',
      examples: ['Decide on Jonas Weber'],
    }),
    subject: z.strictObject({ kind: z.string(), id: z.uuid() }),
    job: z.strictObject({ id: z.uuid(), title: z.string() }).optional(),
    application: z
      .strictObject({
        id: z.uuid(),
        candidate: z.string().optional().meta({ description: 'A pseudonym on a blind shortlist.' }),
      })
      .optional(),
    since: z.iso.datetime(),
    url: z.string().meta({ description: 'The page where it is done.' }),
    hold: holdAnswer.optional().meta({ description: 'You do not want to be reminded of it now.' }),
  })
  .meta({ id: 'Owed' })

export const owedListAnswer = listOf(owedAnswer)
export const owedCountAnswer = z.strictObject({ count: z.int() })
