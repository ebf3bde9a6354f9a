import { z } from 'zod'
import { remindingRules, ruleNames, ruleOf } from '../owed/rules.ts'
import { id, instant, localTime } from '../schema.ts'

/** One thing that somebody owes. */
export const ownOwed = z.strictObject({
  rule: z.enum(ruleNames).meta({ description: 'What is to be done.' }),
  subjectId: id,
})

export const holdInput = z
  .strictObject({
    ...ownOwed.shape,
    until: z
      .union([instant, z.strictObject({ local: localTime })])
      .nullable()
      .meta({
        description:
          'Reminders begin again then: an instant, or a time by the clocks of your own zone, at most 90 days ahead. ' +
          'Null: not for as long as it is owed.',
      }),
  })
  .meta({ examples: [{ until: { local: '2027-01-18T09:00' } }, { until: null }] })

/** The rules that a company can have its own way: not what a candidate is reminded of for themselves. */
export const settableRules = remindingRules.filter(name => ruleOf(name).subject !== 'profile')

const hours = (least: number) =>
  z.number().min(least).max(720).multipleOf(0.25).nullable().optional().meta({
    description: 'In quarters of an hour; null is as we have it. Not of a rule that goes by fixed days.',
  })

const setting = z
  .strictObject({
    rule: z.enum(settableRules),
    off: z.boolean().optional().meta({ description: 'Nobody is reminded, and nothing is escalated.' }),
    firstHours: hours(0),
    everyHours: hours(1),
    most: z
      .int()
      .min(1)
      .max(20)
      .nullable()
      .optional()
      .meta({ description: 'How often before it is escalated; null is as we have it.' }),
  })
  .superRefine(({ rule, most, ...hours }, issues) => {
    const cadence = ruleOf(rule).remind!
    if (!('days' in cadence)) return
    for (const field of ['firstHours', 'everyHours'] as const)
      if (typeof hours[field] === 'number')
        issues.addIssue({ code: 'custom', path: [field], message: 'is fixed: this rule goes by days.' })
    if (most && most > cadence.days.length)
      issues.addIssue({ code: 'custom', path: ['most'], message: `is at most ${cadence.days.length} here.` })
  })

const settings = z
  .array(setting)
  .max(settableRules.length)
  .superRefine((given, issues) => {
    for (const [index, { rule }] of given.entries())
      if (given.findIndex(other => other.rule === rule) < index)
        issues.addIssue({ code: 'custom', path: [index, 'rule'], message: 'is there already.' })
  })

export const settingsInput = z
  .strictObject({
    companyId: id,
    settings: settings.meta({
      description: 'Of each rule that is otherwise than we have it. The rest is as we have it.',
    }),
  })
  .meta({
    examples: [
      {
        settings: [
          { rule: 'feedback', firstHours: 2, most: 5 },
          { rule: 'deadline', off: true },
        ],
      },
    ],
  })

export const explainQuery = z.strictObject({
  user: id.optional().meta({ description: 'Whose reminders; your own unless told.' }),
  subject: id.meta({ description: 'What they are about: `subject.id` of what waits.' }),
  rule: z.enum(ruleNames).optional().meta({ description: 'By this rule alone.' }),
})

export type ExplainQuery = z.output<typeof explainQuery>
export type SettableRule = (typeof settableRules)[number]
export type Setting = z.output<typeof setting>
export type SettingsInput = z.output<typeof settingsInput>
export type OwnOwed = z.output<typeof ownOwed>
export type HoldInput = z.output<typeof holdInput>
