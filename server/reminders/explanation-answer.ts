import { z } from 'zod'
import { ruleNames } from '../owed/rules.ts'

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
    next: z
      .strictObject({ step, at: z.iso.datetime() })
      .nullable()
      .meta({
        description:
          'What goes out next unless it is done before. An escalation comes sooner if another who owes it has been ' +
          'reminded to the end before.',
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
          'nobody_above',
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
