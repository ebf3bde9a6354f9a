import { z } from 'zod'
import { text } from '../schema.ts'

const skill = text(1, 60)

/** A whole profile: what is left out is empty from then on. */
export const profileInput = z.strictObject({
  headline: text(1, 200).nullable().optional(),
  location: text(1, 120).nullable().optional(),
  skills: z
    .array(skill)
    .max(50)
    .refine(
      skills => new Set(skills.map(each => each.toLowerCase())).size === skills.length,
      'must not name one twice',
    )
    .optional(),
  experienceYears: z.int().min(0).max(80).nullable().optional(),
})
export type ProfileInput = z.output<typeof profileInput>
