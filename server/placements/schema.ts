import { z } from 'zod'
import { anyOf, id, listQuery } from '../schema.ts'

export const placementStatuses = ['expected', 'joined', 'postponed', 'fell_through', 'left'] as const

export const placementListQuery = z.strictObject({
  ...listQuery,
  jobId: id.optional(),
  status: anyOf(z.enum(placementStatuses))
    .optional()
    .meta({ description: 'One or more: `expected,joined`.' }),
})
export type PlacementListQuery = z.output<typeof placementListQuery>
