import { z } from 'zod'
import { listOf } from '../schema.ts'

export const candidateAnswer = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    headline: z.string().nullable(),
    skills: z.array(z.string()),
    experienceYears: z.int().nullable(),
    email: z.string().optional().meta({ description: 'To staff whom a job of theirs has joined with them.' }),
    phone: z.string().nullable().optional().meta({ description: 'E.164. To the same.' }),
    noMail: z
      .enum(['bounce', 'complaint', 'unsubscribed'])
      .nullable()
      .optional()
      .meta({ description: 'Why mail of ours does not reach them, if it does not. To the same.' }),
    location: z.string().nullable().optional().meta({ description: 'To staff.' }),
  })
  .meta({ id: 'Candidate' })

export const candidateListAnswer = listOf(candidateAnswer).extend({ total: z.int() })
