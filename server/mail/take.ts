import type { MailStream } from '../../db/tables.ts'
import { parseInput } from '../route.ts'
import { transaction, type Write } from '../transaction.ts'
import { reasonOf } from './postmark.ts'
import { returned, subscriptionChange, type PostmarkEvent } from './schema.ts'
import { suppress } from './suppress.ts'

/** What an event comes to: its name, by which it is known again, and what is done about it. */
interface Reading {
  receipt: string
  stream: string
  settle(write: Write, stream: MailStream): Promise<void>
}

const fromReturned = (event: PostmarkEvent): Reading => {
  const { RecordType, ID, MessageID, MessageStream, Type, Email, ...mail } = parseInput(returned, event)
  const reason = RecordType === 'SpamComplaint' ? 'complaint' : 'bounce'
  return {
    receipt: [RecordType, ID, MessageID, Email.toLowerCase()].join(':'),
    stream: MessageStream,
    settle: async ({ sql }, stream) => {
      // A full mailbox or a slow server is tried again by the provider: only what will never arrive counts.
      if (reason === 'bounce' && Type !== 'HardBounce') return
      const detail = mail.Details ?? mail.Description
      await suppress(sql, { address: Email, stream, reason, detail, at: mail.BouncedAt })
    },
  }
}

const fromChange = (event: PostmarkEvent): Reading => {
  const change = parseInput(subscriptionChange, event)
  const { RecordType, MessageStream, Recipient: address, SuppressSending, ChangedAt: at } = change
  return {
    receipt: [RecordType, MessageStream, address.toLowerCase(), at.toISOString(), SuppressSending].join(':'),
    stream: MessageStream,
    settle: async ({ sql }, stream) => {
      const reason = SuppressSending ? reasonOf(change.SuppressionReason ?? null) : null
      await suppress(sql, { address, stream, reason, detail: null, at })
    },
  }
}

const readings: Record<string, ((event: PostmarkEvent) => Reading) | undefined> = {
  Bounce: fromReturned,
  SpamComplaint: fromReturned,
  SubscriptionChange: fromChange,
}

const isOurs = (stream: string): stream is MailStream => stream === 'outbound' || stream === 'broadcast'

/** Whether this is the first time that we are told, from this transaction on. */
const claimReceipt = async ({ sql, now }: Write, id: string) => {
  const { numInsertedOrUpdatedRows: claimed } = await sql
    .insertInto('webhook_receipt')
    .values({ source: 'postmark', id, at: now })
    .onConflict(conflict => conflict.columns(['source', 'id']).doNothing())
    .executeTakeFirstOrThrow()
  return claimed === 1n
}

/**
 * What Postmark tells of the mails it carried: a hard bounce, a complaint or a change of its lists suppresses an address
 * or lets it go. Told twice it changes nothing; what else it tells, or of other streams, is not ours to mind.
 */
export const takePostmarkEvent = async (event: PostmarkEvent) => {
  const reading = readings[event.RecordType]?.(event)
  if (!reading || !isOurs(reading.stream)) return { status: 'ignored' as const }
  const { receipt, stream, settle } = reading
  return transaction(null, async write => {
    if (!(await claimReceipt(write, receipt))) return { status: 'taken_before' as const }
    await settle(write, stream)
    return { status: 'taken' as const }
  })
}
