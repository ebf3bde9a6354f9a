import { z } from 'zod'
import { categoryNames } from './categories.ts'
import { channels, perCategory } from './schema.ts'

const wallTime = z.string().meta({ examples: ['21:00'] })

/** What somebody chose to hear, where and when. */
export const preferenceAnswer = z
  .strictObject({
    zone: z.string(),
    quietFrom: wallTime,
    quietTo: wallTime,
    digest: z.enum(['off', 'daily', 'weekly']),
    digestHour: z.int(),
    digestWeekday: z.int(),
    nextDigestAt: z.iso.datetime().nullable(),
    channels: perCategory(() => channels),
    fixed: z.array(z.enum(categoryNames)).meta({ description: 'What nobody can do without.' }),
    mutedJobs: z.array(z.strictObject({ id: z.uuid(), title: z.string(), company: z.string() })),
    address: z.strictObject({
      email: z.string(),
      suppressed: z
        .array(
          z.strictObject({
            stream: z.enum(['outbound', 'broadcast']),
            reason: z.enum(['bounce', 'complaint', 'unsubscribed']),
            detail: z.string().nullable(),
            at: z.iso.datetime(),
          }),
        )
        .meta({ description: 'Why no mail comes there. `outbound` is all but tips.' }),
    }),
  })
  .meta({ id: 'Preferences' })
