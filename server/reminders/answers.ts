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

const out = z.strictObject({ reminders: z.int(), escalations: z.int() })
const sides = {
  present: out.meta({ description: 'By the settings there are.' }),
  proposed: out.meta({ description: 'By those that were sent.' }),
}

export const previewAnswer = z
  .strictObject({
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    total: z.strictObject(sides),
    rules: z.array(z.strictObject({ rule: z.enum(settableRules), ...sides })),
    weeks: z.array(z.strictObject({ week: z.iso.date().meta({ description: 'Its Monday.' }), ...sides })),
    examples: z
      .array(
        z.strictObject({
          rule: z.enum(settableRules),
          name: z.string().meta({ description: 'Who is reminded, or was in vain.' }),
          job: z.string().nullable(),
          at: z.iso.datetime(),
          step: z.int().meta({ description: '0 is the escalation.' }),
        }),
      )
      .meta({ description: 'The latest that would have gone out by the settings that were sent.' }),
  })
  .meta({ id: 'ReminderPreview' })

export const settingsAnswer = z.strictObject({ data: z.array(settingAnswer) })
