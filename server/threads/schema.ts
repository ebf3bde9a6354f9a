import { z } from 'zod'
import { id, listQuery, text } from '../schema.ts'

const number = z.int().min(1).max(2_147_483_647)
const words = text(1, 4_000).meta({
  description: 'Markdown. Stored as it is, shown without HTML of your own.',
})
const said = {
  text: words,
  mentions: z
    .array(id)
    .max(20)
    .optional()
    .meta({ description: 'People who take part in the thread, see `members`.' }),
}

export const replyInput = z.strictObject({ threadId: id, ...said })
export const openInput = z.strictObject({
  kind: z.enum(['negotiation', 'discussion', 'candidate']),
  of: id.meta({ description: 'The job of a negotiation; the application of the other kinds.' }),
  ...said,
})
export const editInput = z.strictObject({
  messageId: id,
  text: words,
  version: z
    .int()
    .min(1)
    .meta({ description: 'The version you saw; another one is answered with 409 `stale`.' }),
})
export const deleteInput = z.strictObject({ messageId: id })
export const readInput = z.strictObject({
  threadId: id,
  upTo: number.meta({ description: 'The number of the last message you have seen.' }),
})
export const typingInput = z.strictObject({ threadId: id })
export const messageListQuery = z.strictObject({
  ...listQuery,
  before: z.coerce
    .number()
    .pipe(number)
    .optional()
    .meta({ description: 'Only messages with a smaller number.' }),
  q: text(1, 100).optional().meta({ description: 'Words, or their beginnings, that the message has.' }),
})

export type ReplyInput = z.output<typeof replyInput>
export type OpenInput = z.output<typeof openInput>
export type EditInput = z.output<typeof editInput>
export type DeleteInput = z.output<typeof deleteInput>
export type ReadInput = z.output<typeof readInput>
export type MessageListQuery = z.output<typeof messageListQuery>
