import { z } from 'zod'

const address = z.object({ Email: z.string() })

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
  ToFull: z.array(address).default([]),
  CcFull: z.array(address).default([]),
  OriginalRecipient: z.string().default('').meta({ description: 'Where it was really delivered.' }),
  Subject: z.string().default(''),
  TextBody: z.string().default(''),
  HtmlBody: z.string().default(''),
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  Attachments: z.array(z.object({ Name: z.string(), ContentID: z.string().nullish() })).default([]),
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
] as const
export type Outcome = (typeof outcomes)[number]

export const inboundAnswer = z.strictObject({ outcome: z.enum(outcomes) })
