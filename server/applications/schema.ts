import { z } from 'zod'
import { stages } from '../../db/entities/application.ts'
import { anyOf, id, listQuery, money, text } from '../schema.ts'

const version = z
  .int()
  .min(1)
  .meta({ description: 'The version you saw; another one is answered with 409 `stale`.' })

export const applyInput = z.strictObject({
  jobId: id,
  coverLetter: text(1, 20_000).optional(),
  expectedSalary: money.optional(),
  noticePeriodDays: z.int().min(0).max(730).optional(),
})
export const moveInput = z.strictObject({
  applicationId: id,
  to: z.enum(stages).meta({ examples: ['screening'] }),
  version,
  reason: text(1, 2_000).optional(),
  before: id.optional().meta({ description: 'Place it before this card of the new column.' }),
  after: id.optional().meta({ description: 'Place it after this card of the new column.' }),
})
export const rankInput = z.strictObject({
  applicationId: id,
  before: id.optional(),
  after: id.optional(),
  version,
})
export const rejectInput = z.strictObject({
  applicationId: id,
  reason: text(1, 2_000),
  version: version.optional(),
})
export const applicationInput = z.strictObject({ applicationId: id })

export const applicationListQuery = z.strictObject({
  ...listQuery,
  stage: anyOf(text(1, 20))
    .optional()
    .meta({ description: 'One or more, by the names you see: `applied,screening`.' }),
  q: text(1, 100).optional().meta({ description: 'Part of the candidate’s name.' }),
})
export const historyListQuery = z.strictObject({
  ...listQuery,
  jobId: id.optional(),
  applicationId: id.optional(),
})

export type ApplyInput = z.output<typeof applyInput>
export type MoveInput = z.output<typeof moveInput>
export type RankInput = z.output<typeof rankInput>
export type ApplicationInput = z.output<typeof applicationInput>
export type ApplicationListQuery = z.output<typeof applicationListQuery>
export type HistoryListQuery = z.output<typeof historyListQuery>
