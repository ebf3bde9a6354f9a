import { z } from 'zod'

/** What may also be left out, or be null. */
const words = z
  .string()
  .nullish()
  .transform(text => text ?? '')
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? [])
const address = z.object({ Email: words })

/**
 * A mail as Postmark posts it, as far as we look at it; what else it says is left out. See its documentation of the
 * inbound webhook. Its `StrippedTextReply` ends at the first quote: what was written below or between would be lost.
 */
export const inboundMail = z.object({
  MessageID: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .meta({
      description: 'The provider’s own, one per mail.',
      examples: ['22c74902-a0c1-4511-804f-341342852c90'],
    }),
  FromFull: address,
  ToFull: list(address),
  CcFull: list(address),
  OriginalRecipient: words.meta({ description: 'Where it was really delivered.' }),
  Subject: words,
  TextBody: words,
  HtmlBody: words,
  Headers: list(z.object({ Name: words, Value: words })),
  Attachments: list(z.object({ Name: words, ContentID: z.string().nullish() })),
})
export type InboundMail = z.output<typeof inboundMail>

/** What becomes of a mail that came in. */
export const outcomes = [
  'taken',
  'taken_before',
  'unknown_address',
  'automatic',
  'other_sender',
  'failed_checks',
  'no_access',
  'closed',
  'empty',
  'too_long',
  'too_many',
] as const
export type Outcome = (typeof outcomes)[number]

export const inboundAnswer = z.strictObject({ outcome: z.enum(outcomes) })
