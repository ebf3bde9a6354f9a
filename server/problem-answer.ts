import { z } from 'zod'
import { errorCodes, type ProblemBody } from './errors.ts'

/** The body of every error, as the documents show it. */
export const problemAnswer = z
  .object({
    type: z
      .string()
      .meta({ description: 'Where this code is explained.', examples: ['/api/docs/errors#stale'] }),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(errorCodes)),
    detail: z.string().meta({ description: 'What went wrong this time, for a person to read.' }),
    requestId: z.string().optional().meta({ description: 'Finds the request in the logs.' }),
    errors: z
      .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'With `validation`: each wrong field, as a JSON pointer into the input.' }),
    current: z.unknown().optional().meta({ description: 'With `stale`: the thing as it is now.' }),
    allowed: z
      .array(z.string())
      .optional()
      .meta({ description: 'With `invalid_transition`: the possible steps.' }),
    retryAfterSeconds: z.int().optional(),
  })
  .meta({ id: 'Problem' }) satisfies z.ZodType<ProblemBody>
