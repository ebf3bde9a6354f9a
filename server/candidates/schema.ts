import { z } from 'zod'
import { anyOf, listQuery, text } from '../schema.ts'

export const candidateListQuery = z.strictObject({
  ...listQuery,
  q: text(1, 100)
    .optional()
    .meta({ description: 'Part of a name or a headline; for staff also of an address they may read.' }),
  skills: anyOf(text(1, 60)).optional().meta({ description: 'With any of these: `go,rust`.' }),
})
export type CandidateListQuery = z.output<typeof candidateListQuery>
