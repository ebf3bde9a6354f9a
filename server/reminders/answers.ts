import { z } from 'zod'
import { settableRules } from './schema.ts'

/** Somebody does not want to be reminded of something, for a while or at all. */
export const holdAnswer = z
  .strictObject({
    until: z.iso.datetime().nullable().meta({ description: 'Null: for as long as it is owed.' }),
  })
  .meta({ id: 'ReminderHold' })

const hours = z.number().nullable()

/** How somebody is reminded by a rule: as we have it, and as this company wants it otherwise. */
export const settingAnswer = z
  .strictObject({
    rule: z.enum(settableRules),
    clock: z.enum(['working', 'calendar', 'days']).meta({
      description:
        'Hours of working time, hours of the calendar, or fixed days at 09:00; all in the zone of whoever is reminded.',
    }),
    usual: z.strictObject({ firstHours: hours, everyHours: hours, most: z.int() }),
    days: z.array(z.int()).optional().meta({ description: 'Before (negative) and after what it is about.' }),
    own: z
      .strictObject({ off: z.boolean(), firstHours: hours, everyHours: hours, most: z.int().nullable() })
      .meta({ description: 'Null is as we have it.' }),
  })
  .meta({ id: 'ReminderSetting' })

export const settingsAnswer = z.strictObject({ data: z.array(settingAnswer) })
