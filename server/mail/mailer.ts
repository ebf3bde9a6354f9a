import type { MailStream } from '../../db/tables.ts'
import type { SuppressionRow } from './queries.ts'

/** A file that goes with a mail. */
export interface Attachment {
  name: string
  /** `text/calendar; charset=utf-8; method=REQUEST`, for example. */
  contentType: string
  content: string
  /** Of what is no text; text is as it is. */
  encoding?: 'base64'
}

/** What the file holds. */
export const bytesOf = ({ content, encoding }: Attachment) => Buffer.from(content, encoding ?? 'utf8')

/** A mail that is ready to go out. */
export interface Mail {
  to: string
  subject: string
  html: string
  text: string
  /** Unique per effect, as in the ledger: `reminder:{rule}:{subject}:{occurrence}:{user}`. */
  key: string
  /** By which of the provider's streams it goes: what somebody has to know, or what can be left. */
  stream: MailStream
  /** The template's name, by which the provider groups its numbers. */
  tag: string
  headers?: Record<string, string>
  attachments?: Attachment[]
}

/** An address, by one of the provider's streams. */
export interface Mailbox {
  address: string
  stream: MailStream
}

/** The port to whatever carries mail. */
export interface Mailer {
  name: 'postmark' | 'outbox'
  /**
   * Hands the mail over. A rejected promise does not mean that nothing was sent: unless `isPermanent` says that it was
   * refused, ask `find` before sending again.
   */
  send(mail: Mail): Promise<{ ref: string }>
  /** Asks whether a mail with this key was accepted: its reference, `null` for no, `undefined` for cannot say. */
  find(mail: Pick<Mail, 'key' | 'stream'>): Promise<{ ref: string } | null | undefined>
  /** Why the provider delivers nothing to this address, if it does not. */
  suppressionOf(box: Mailbox): Promise<Pick<SuppressionRow, 'reason' | 'detail' | 'at'> | undefined>
  /** Asks the provider to deliver to this address again; false if it will not. */
  reactivate(box: Mailbox): Promise<boolean>
}
