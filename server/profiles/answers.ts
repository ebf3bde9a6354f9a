import { z } from 'zod'

export const profileAnswer = z
  .strictObject({
    headline: z.string().nullable(),
    location: z.string().nullable(),
    skills: z.array(z.string()),
    experienceYears: z.int().nullable(),
  })
  .meta({ id: 'Profile' })
