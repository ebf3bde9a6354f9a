import { createHash } from 'node:crypto'
import { Models, ServerClient } from 'postmark'
import { bytesOf, type Attachment, type Mail, type Mailer } from './mailer.ts'
import type { SuppressionRow } from './queries.ts'

type PostmarkOptions = {
  token: string
  from: string
  /** Host and port, for tests; Postmark's own if left out. */
  requestHost?: string
  useHttps?: boolean
  timeoutMs: number
}

/** Postmark's own client, with a timeout. */
export const postmarkClient = ({ token, requestHost, useHttps, timeoutMs }: Omit<PostmarkOptions, 'from'>) =>
  new ServerClient(token, {
    ...(requestHost && { requestHost }),
    ...(useHttps !== undefined && { useHttps }),
    // The client's own timeout is in seconds, and fractions of one can make it throw.
    fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
  })

const longestValue = 80

/** Postmark takes 80 characters of metadata; a longer key goes as its hash, so that it is found again all the same. */
const metadataKey = (key: string) =>
  key.length <= longestValue ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`

const reasons: Record<string, SuppressionRow['reason']> = {
  HardBounce: 'bounce',
  SpamComplaint: 'complaint',
  ManualSuppression: 'unsubscribed',
}

/** What Postmark calls it, in our words; what it may come to call otherwise is taken for a bounce. */
export const reasonOf = (postmarks: string | null) => reasons[postmarks ?? ''] ?? 'bounce'

const asAttachment = (file: Attachment) => ({
  Name: file.name,
  ContentType: file.contentType,
  Content: bytesOf(file).toString('base64'),
  ContentID: null,
})

/** Postmark has a field of its own for where to answer, and puts its own Message-ID in place of one unless asked not to. */
const headersOf = ({ headers = {} }: Pick<Mail, 'headers'>) => {
  const { 'Reply-To': replyTo, ...others } = headers
  const kept = 'Message-ID' in others ? { ...others, 'X-PM-KeepID': 'true' } : others
  return {
    ...(replyTo && { ReplyTo: replyTo }),
    Headers: Object.entries(kept).map(([Name, Value]) => ({ Name, Value })),
  }
}

/**
 * Sends through Postmark, whose streams are named as they are in every new server there. Opens and links are not tracked: the links carry one-time tokens.
 *
 * `find` searches Postmark's record, which a mail enters some seconds after its acceptance and leaves after 45 days: only
 * trust a `null` for a mail last tried at least a minute ago. It is `undefined` when Postmark does not answer.
 */
export const postmarkMailer = ({ from, ...line }: PostmarkOptions): Mailer => {
  const client = postmarkClient(line)

  return {
    name: 'postmark',
    send: async mail => {
      const { MessageID: ref } = await client.sendEmail({
        From: from,
        To: mail.to,
        Subject: mail.subject,
        HtmlBody: mail.html,
        TextBody: mail.text,
        Tag: mail.tag,
        MessageStream: mail.stream,
        TrackOpens: false,
        TrackLinks: Models.LinkTrackingOptions.None,
        Metadata: { key: metadataKey(mail.key) },
        ...headersOf(mail),
        ...(mail.attachments?.length && { Attachments: mail.attachments.map(asAttachment) }),
      })
      return { ref }
    },
    find: async ({ key, stream }) => {
      const sought = metadataKey(key)
      try {
        const filter = { count: 5, offset: 0, messageStream: stream, metadata_key: sought }
        const { Messages: messages } = await client.getOutboundMessages(filter)
        const found = messages.find(message => message.Metadata?.key === sought)
        return found ? { ref: found.MessageID } : null
      } catch {
        return undefined
      }
    },
    suppressionOf: async ({ address, stream }) => {
      const { Suppressions: suppressions } = await client.getSuppressions(stream, { emailAddress: address })
      const known = suppressions.find(
        ({ EmailAddress }) => EmailAddress.toLowerCase() === address.toLowerCase(),
      )
      return (
        known && { reason: reasonOf(known.SuppressionReason), detail: null, at: new Date(known.CreatedAt) }
      )
    },
    reactivate: async ({ address, stream }) => {
      const asked = { Suppressions: [{ EmailAddress: address }] }
      const { Suppressions: answers } = await client.deleteSuppressions(stream, asked)
      return answers.every(({ Status }) => Status === 'Deleted')
    },
  }
}
