import { randomUUID } from 'node:crypto'
import { database, sqlOf } from '../../db/database.ts'
import { replyAddress } from '../../server/inbound/reply-address.ts'
import type { Outcome } from '../../server/inbound/schema.ts'
import type { hirewire } from '../support/hirewire.ts'
import type { Person } from '../support/people.ts'

export const password = 'the-password-of-the-webhook'
export const inboundEnv = {
  POSTMARK_WEBHOOK_PASSWORD: password,
  INBOUND_ADDRESS: 'reply@inbound.example',
}

/** The address that stands in this person's mails of a thread. */
export const addressOf = async (threadId: string, { id: userId }: Pick<Person, 'id'>) =>
  (await replyAddress(sqlOf(database().orm.em.fork()), { threadId, userId }))!

/** A mail as Postmark posts it, with what it says beside what we read. */
export const mailOf = (from: Pick<Person, 'email' | 'name'>, to: string, more: object = {}) => ({
  FromName: from.name,
  MessageStream: 'inbound',
  From: from.email,
  FromFull: { Email: from.email, Name: from.name, MailboxHash: '' },
  To: to,
  ToFull: [{ Email: to, Name: '', MailboxHash: /\+(.*)@/.exec(to)?.[1] ?? '' }],
  Cc: '',
  CcFull: [],
  Bcc: '',
  BccFull: [],
  OriginalRecipient: to,
  Subject: 'Re: The discussion',
  MessageID: randomUUID(),
  ReplyTo: '',
  MailboxHash: /\+(.*)@/.exec(to)?.[1] ?? '',
  Date: 'Tue, 24 Nov 2026 10:15:00 +0100',
  TextBody: 'Yes, let us meet.',
  HtmlBody: '',
  StrippedTextReply: '',
  Tag: '',
  Headers: [{ Name: 'Received-SPF', Value: 'Pass (sender SPF authorized) identity=mailfrom' }],
  Attachments: [],
  ...more,
})

export const basic = (secret: string) => `Basic ${Buffer.from(`postmark:${secret}`).toString('base64')}`

/** Posts it to the webhook as Postmark does. */
export const postMail = (app: ReturnType<typeof hirewire>, mail: object, secret: string | null = password) =>
  app.call<{ outcome: Outcome }>(
    null,
    'POST',
    '/hooks/postmark/inbound',
    mail,
    secret === null ? {} : { authorization: basic(secret) },
  )
