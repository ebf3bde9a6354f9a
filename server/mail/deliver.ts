import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { z } from 'zod'
import { database, sqlOf } from '../../db/database.ts'
import * as queue from '../../jobs/queue.ts'
import { mails, type MailData, type MailTemplate } from '../../templates/mail/catalog.ts'
import { renderMail } from '../../templates/render.ts'
import { now } from '../clock.ts'
import { env } from '../env.ts'
import { mailingNames, mailings } from '../preferences/categories.ts'
import type { Write } from '../transaction.ts'
import { mailer } from './current-mailer.ts'
import { claimEffect, leaveUnknown, releaseEffect, renewEffect, settleEffect } from './effects.ts'
import { isInactive, isPermanent, isRefusal } from './errors.ts'
import type { Attachment, Mail } from './mailer.ts'
import { stopOf } from './queries.ts'
import { suppress } from './suppress.ts'
import { unsubscribeHeaders, unsubscribeLink, type Unwanted } from './unsubscribe-link.ts'

const delivery = z.object({
  key: z.string(),
  to: z.string(),
  template: z.enum(Object.keys(mails) as [MailTemplate, ...MailTemplate[]]),
  about: z.object({ userId: z.string(), category: z.enum(mailingNames) }).optional(),
  /** Encrypted: codes and links that let somebody in would otherwise stand in the queue for everyone to read. */
  sealed: z.string(),
})

/** What is sealed: all that the mail says. */
interface Content<Template extends MailTemplate> {
  data: MailData<Template>
  attachments?: Attachment[] | undefined
  /** Of its own: where it is answered to, what it belongs together with. */
  headers?: Record<string, string> | undefined
}

interface Addressed<Template extends MailTemplate> extends Content<Template> {
  /** Unique per effect: two deliveries with one key are one mail. */
  key: string
  to: string
  template: Template
  /** Who reads it, and what news it is. Without it, it is of somebody's account, and always comes. */
  about?: Unwanted | undefined
}

/** A mail of any template, with the data of that one. */
export type OutgoingMail = { [Template in MailTemplate]: Addressed<Template> }[MailTemplate]

const sealed = async ({ data, attachments, headers, ...rest }: OutgoingMail) => {
  const content = { data, attachments, headers } satisfies Pick<
    OutgoingMail,
    'data' | 'attachments' | 'headers'
  >
  return {
    ...rest,
    sealed: await symmetricEncrypt({ key: env().AUTH_SECRET, data: JSON.stringify(content) }),
  }
}

/** Puts mails into the transaction, in one statement however many; the worker sends them once that has committed. */
export const enqueueMails = async (write: Write, outgoing: OutgoingMail[]) => {
  if (outgoing.length) await queue.enqueue(write, 'deliver-email', await Promise.all(outgoing.map(sealed)))
}

/** Puts a mail into the transaction; the worker sends it once that has committed. */
export const enqueueMail = (write: Write, mail: OutgoingMail) => enqueueMails(write, [mail])

/** How long Postmark's search may lag behind what it accepted, in ms: until then "not found" says nothing. */
const searchLagMs = 60_000

/** Whether a mail whose sending was cut off did go out: its reference, or nothing. Throws while nobody can say yet. */
const findEarlier = async (mail: Pick<Mail, 'key' | 'stream'>, triedAt: Date) => {
  const found = await mailer().find(mail)
  if (!found && mailer().name === 'postmark' && Date.now() - triedAt.getTime() < searchLagMs)
    throw new Error('Whether this mail was accepted cannot be told yet.')
  return found
}

/** Better not at all than twice: somebody would pay twice, or take one offer for two. */
const isForOnce = ({ template, about }: Pick<OutgoingMail, 'template' | 'about'>) =>
  ['invoice-issued', 'credit-note-issued'].includes(template) ||
  ['invoices', 'offers'].includes(about?.category ?? '')

/** At the foot of news that can be left, if its template has one: where to choose, and where to leave it. */
const withFoot = (template: MailTemplate, data: object, about: Unwanted | undefined) => {
  const unsubscribeUrl = unsubscribeLink(about)
  return unsubscribeUrl && 'settingsUrl' in mails[template].in.shape
    ? { ...data, settingsUrl: `${env().PUBLIC_URL}/settings/notifications`, unsubscribeUrl }
    : data
}

/** The provider gave up on this address: it is not asked again. Where it does not say why, its refusal is what we keep. */
const keepSuppression = async ({ to, stream }: Pick<Mail, 'to' | 'stream'>, detail: string) => {
  const known = await mailer().suppressionOf({ address: to, stream })
  const why = known ?? { reason: 'bounce', detail, at: now() }
  await suppress(sqlOf(database().orm.em.fork()), { address: to, stream, ...why })
}

/**
 * The `deliver-email` job: claims the effect, sends, marks it. Sent once however often the job runs: a claim left open
 * by a crash is settled by asking the provider; where it cannot say, the mail is sent again, but for an invoice or an
 * offer, which is left for a person to look after. A refusal for good is marked and not tried again, and so is what is
 * not sent at all, because its address is suppressed or its reader deactivated; others throw, and the queue retries.
 */
export const deliverEmail = async (job: unknown) => {
  const { key, to, template, about, sealed } = delivery.parse(job)
  const { stream, ...category } = mailings[about?.category ?? 'security']
  const isFixed = 'isFixed' in category
  const claim = await claimEffect(key)
  if (claim.state === 'done') return
  if (claim.state === 'unknown') {
    const found = await findEarlier({ key, stream }, claim.triedAt)
    if (found) return settleEffect(key, found.ref)
    if (found === undefined && isForOnce({ template, about })) {
      await leaveUnknown(key)
      throw new Error(`Nobody can say whether ${key} went out, and it is not sent twice.`)
    }
    await renewEffect(key)
  }
  const stop = await stopOf(sqlOf(database().orm.em.fork()), { to, stream, isFixed, userId: about?.userId })
  if (stop) return settleEffect(key, `refused: ${stop}`)
  const unsealed = await symmetricDecrypt({ key: env().AUTH_SECRET, data: sealed })
  const { data, attachments = [], ...own } = JSON.parse(unsealed) as Content<typeof template>
  const words = renderMail(template, withFoot(template, data, about) as typeof data)
  const headers = { ...own.headers, ...unsubscribeHeaders(about) }
  try {
    const { ref } = await mailer().send({ ...words, to, key, stream, tag: template, headers, attachments })
    await settleEffect(key, ref)
  } catch (error) {
    if (!isPermanent(error)) {
      if (isRefusal(error)) await releaseEffect(key)
      throw error
    }
    const { message } = error as Error
    if (isInactive(error)) await keepSuppression({ to, stream }, message)
    await settleEffect(key, `refused: ${message}`)
  }
}
