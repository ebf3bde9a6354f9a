import { z } from 'zod'
import { proposalAnswer } from '../proposals/answers.ts'
import { listOf } from '../schema.ts'

const instant = z.iso.datetime()
const named = z.strictObject({ id: z.uuid(), name: z.string() })
const kind = z.enum(['negotiation', 'discussion', 'candidate'])
const side = z.enum(['staff', 'client', 'candidate', 'interviewer'])

export const messageAnswer = z
  .strictObject({
    id: z.uuid(),
    threadId: z.uuid(),
    number: z.int().meta({ description: 'Its place in the thread, contiguous from 1.' }),
    by: named,
    side: side.meta({ description: 'On whose side the writer stood.' }),
    at: instant,
    text: z.string().meta({ description: 'Markdown, as it was written; empty once it is deleted.' }),
    html: z.string().meta({ description: 'The same as HTML that is safe to show.' }),
    mentions: z.array(z.uuid()),
    version: z.int(),
    editedAt: instant.nullable(),
    deleted: z.boolean(),
    proposal: proposalAnswer.optional(),
  })
  .meta({ id: 'Message' })

export const messageListAnswer = listOf(messageAnswer)

export const readAnswer = z
  .strictObject({ user: named, upTo: z.int().meta({ description: 'A message’s number.' }), at: instant })
  .meta({ id: 'ThreadRead' })

/** A thread as its room shows it: its last messages and who has read how far. */
export const threadAnswer = z
  .strictObject({
    id: z.uuid(),
    kind,
    messages: z.array(messageAnswer).meta({ description: 'The last ones, oldest first.' }),
    reads: z.array(readAnswer),
    proposal: proposalAnswer.nullable().meta({ description: 'The latest round, whatever became of it.' }),
  })
  .meta({ id: 'Thread' })

/** A thread as one of those who take part in it finds it. */
export const threadEntryAnswer = z
  .strictObject({
    id: z.uuid().nullable().meta({ description: 'Null while nothing was said in it.' }),
    kind,
    jobId: z.uuid(),
    applicationId: z.uuid().nullable(),
    lastNumber: z.int().meta({ description: 'Of the last message.' }),
    unread: z.int().meta({ description: 'How many messages by others you have not read.' }),
    readUpTo: z.int().meta({ description: 'How far you have read.' }),
    reads: z.array(readAnswer),
    mayWrite: z
      .boolean()
      .meta({ description: 'Whether you take part in more than reading, once it is open.' }),
    open: z
      .boolean()
      .meta({ description: 'Whether anything can be said in it yet: to the client once it sees the card.' }),
    members: z
      .array(named.extend({ side }))
      .meta({ description: 'Whom you can mention: your own side, and of the others those who take part.' }),
  })
  .meta({ id: 'ThreadEntry' })

export const threadListAnswer = listOf(threadEntryAnswer)

export const messageVersionsAnswer = listOf(
  z.strictObject({
    version: z.int(),
    text: z.string(),
    at: instant.meta({ description: 'Since when it said so.' }),
  }),
)
