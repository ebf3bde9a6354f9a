import { z } from 'zod'
import { instant } from '../schema.ts'

export const boardQuery = z.strictObject({
  at: instant.optional().meta({
    description: 'The board as it was at this instant, for staff.',
    examples: ['2026-11-03T14:00:00Z'],
  }),
})

export const changesQuery = z.strictObject({
  since: instant.optional().meta({ description: 'From when on; without it, since you last looked.' }),
})

export const visitInput = z.strictObject({
  epoch: z.string().min(1).max(40),
  seq: z.int().min(0).meta({ description: 'Of the last event that was seen, within `epoch`.' }),
})
export type VisitInput = z.output<typeof visitInput> & { jobId: string }
