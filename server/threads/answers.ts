import { z } from 'zod'

/** A thread as its room shows it: its last messages and who has read how far. */
export const threadAnswer = z
  .strictObject({
    id: z.uuid(),
    kind: z.string(),
    messages: z.array(z.unknown()),
    reads: z.array(z.unknown()),
    proposal: z.unknown(),
  })
  .meta({ id: 'Thread' })
