import { z } from 'zod'

/** An interview as the room of its application shows it; which fields you get is your audience's cut. */
export const interviewAnswer = z
  .strictObject({ id: z.uuid(), status: z.string(), startsAt: z.iso.datetime().nullable() })
  .meta({ id: 'Interview' })
