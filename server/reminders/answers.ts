import { z } from 'zod'

/** Somebody does not want to be reminded of something, for a while or at all. */
export const holdAnswer = z
  .strictObject({
    until: z.iso.datetime().nullable().meta({ description: 'Null: for as long as it is owed.' }),
  })
  .meta({ id: 'ReminderHold' })
