import { z } from 'zod'

const job = z.looseObject({ event: z.string(), by: z.string().nullable() })

/** The `notify` job: who hears of this event by mail, one delivery each. */
export const notify = async (data: unknown) => {
  job.parse(data)
}
