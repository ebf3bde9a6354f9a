import { z } from 'zod'
import { ruleNames } from '../owed/rules.ts'
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
          'Null: never again for this.',
      }),
  })
  .meta({ examples: [{ until: { local: '2027-01-18T09:00' } }, { until: null }] })

export type OwnOwed = z.output<typeof ownOwed>
export type HoldInput = z.output<typeof holdInput>
