import { z } from 'zod'
import { ruleNames } from '../owed/rules.ts'
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

const step = z.int().meta({ description: '0 is the escalation, to others.' })

const explainedAnswer = z
  .strictObject({
    rule: z.enum(ruleNames),
    title: z.string(),
    url: z.string(),
    owed: z
      .strictObject({
        since: z.iso.datetime(),
        anchor: z.iso.datetime().meta({ description: 'What the steps are counted from.' }),
        endedAt: z.iso.datetime().nullable(),
      })
      .optional()
      .meta({ description: 'Missing where it was never owed.' }),
    settings: z
      .strictObject({
        own: z.boolean().meta({ description: 'The staffing company has it its own way.' }),
        off: z.boolean(),
        clock: z.enum(['working', 'calendar', 'days']),
        firstHours: z.number().optional(),
        everyHours: z.number().optional(),
        days: z.array(z.int()).optional(),
        most: z.int(),
        escalate: z.array(z.enum(['recruiter', 'manager', 'admin'])),
      })
      .nullable()
      .meta({ description: 'Null where nobody is reminded.' }),
    channels: z.strictObject({ inApp: z.boolean(), mail: z.enum(['now', 'digest', 'off']) }),
    sent: z.array(
      z.strictObject({
        step,
        at: z.iso.datetime(),
        anchor: z.iso.datetime(),
        inApp: z.boolean(),
        mailed: z.boolean(),
        mail: z
          .strictObject({
            state: z.enum(['queued', 'sending', 'sent', 'refused']),
            detail: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
    stops: z.array(
      z.strictObject({
        code: z.enum([
          'deactivated',
          'off',
          'snoozed',
          'stopped',
          'muted',
          'not_in_app',
          'no_mail',
          'in_digest',
          'suppressed',
        ]),
        words: z.string(),
      }),
    ),
    next: z.strictObject({ step, at: z.iso.datetime() }).nullable().meta({
      description:
        'What goes out next unless it is done before; an escalation goes out then at the earliest.',
    }),
    because: z
      .strictObject({
        code: z.enum([
          'due',
          'spacing',
          'snoozed',
          'quiet',
          'capped',
          'stopped',
          'ended',
          'off',
          'escalated',
          'past',
          'over',
          'not_owed',
          'no_reminders',
        ]),
        words: z.string(),
      })
      .meta({ description: 'Why then, or why nothing.' }),
    sentences: z.array(z.string()).meta({ description: 'All of it, to be read.' }),
  })
  .meta({ id: 'ExplainedReminder' })

export const explanationAnswer = z
  .strictObject({
    user: z.strictObject({
      id: z.uuid(),
      name: z.string(),
      zone: z.string(),
      quietHours: z.strictObject({ from: z.string(), to: z.string() }),
    }),
    subject: z.strictObject({ kind: z.string(), id: z.uuid() }),
    data: z.array(explainedAnswer),
  })
  .meta({ id: 'ReminderExplanation' })

export const settingsAnswer = z.strictObject({ data: z.array(settingAnswer) })
