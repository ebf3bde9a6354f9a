import { z } from 'zod'
import type { Category } from '../../db/tables.ts'
import { id, zone } from '../schema.ts'
import { categoryNames, isFixed } from './categories.ts'

const wallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 21:00')
  .meta({ examples: ['21:00'] })

export const channels = z
  .strictObject({
    inApp: z.boolean(),
    mail: z.enum(['now', 'digest', 'off']),
  })
  .refine(({ inApp, mail }) => inApp || mail !== 'digest', {
    path: ['mail'],
    message: 'cannot wait for the digest, which is made of what is in the app',
  })

/** One entry per category of news. */
export const perCategory = <Entry extends z.ZodType>(entry: (category: Category) => Entry) =>
  z.strictObject(
    Object.fromEntries(categoryNames.map(category => [category, entry(category)])) as Record<Category, Entry>,
  )

/** What nobody can do without is as it is. */
const fixed = channels.refine(
  ({ inApp, mail }) => inApp && mail === 'now',
  'always comes, into the app and by mail',
)

export const preferenceInput = z.strictObject({
  zone,
  quietFrom: wallTime.meta({ description: 'By the clocks of your zone. From a time to itself is never.' }),
  quietTo: wallTime,
  digest: z.enum(['off', 'daily', 'weekly']),
  digestHour: z.int().min(0).max(23),
  digestWeekday: z.int().min(1).max(7).meta({ description: '1 is Monday. Of a weekly digest.' }),
  channels: perCategory(category => (isFixed(category) ? fixed : channels).optional()).meta({
    description: 'By category; what is left out comes as it does to everybody.',
  }),
})
export const jobInput = z.strictObject({ jobId: id })

export type PreferenceInput = z.output<typeof preferenceInput>
export type JobInput = z.output<typeof jobInput>
