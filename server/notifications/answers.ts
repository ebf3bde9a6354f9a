import { z } from 'zod'

/** The feed of a person as their room shows it: what is new, and the latest. */
export const feedAnswer = z
  .strictObject({ unseen: z.int(), unread: z.int(), notifications: z.array(z.unknown()) })
  .meta({ id: 'Feed' })
