import { z } from 'zod'
import * as shared from '../schema.ts'

/** An event as Postmark posts it to our webhook: what it is. The rest is read by what it is. */
export const postmarkEvent = z.looseObject({
  RecordType: z
    .string()
    .max(100)
    .meta({ examples: ['Bounce', 'SpamComplaint', 'SubscriptionChange'] }),
})

const words = z
  .string()
  .nullish()
  .transform(text => text?.replaceAll('\0', '').trim().slice(0, 500) || null)
const instant = shared.instant.transform(text => new Date(text))
const name = shared.text(1, 100)
const address = shared.text(1, 320)

/** A mail that came back, or that its reader called spam. */
export const returned = z.object({
  RecordType: name,
  /** Greater than a number can be told apart: it names an event only beside the mail and the address. */
  ID: z.union([z.number(), name]),
  MessageID: name.nullish(),
  MessageStream: name,
  Type: name.nullish(),
  Email: address,
  Details: words,
  Description: words,
  BouncedAt: instant,
})

/** An address was put on a stream's list of suppressions, or taken off it. */
export const subscriptionChange = z.object({
  RecordType: name,
  MessageStream: name,
  Recipient: address,
  SuppressSending: z.boolean(),
  SuppressionReason: name.nullish(),
  ChangedAt: instant,
})

export type PostmarkEvent = z.output<typeof postmarkEvent>
