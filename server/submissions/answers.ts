import { z } from 'zod'

/** A candidate put forward for a job; which fields you get is your audience's cut. */
export const submissionAnswer = z
  .strictObject({
    id: z.uuid(),
    status: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Submission' })
