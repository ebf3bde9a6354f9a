import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { z } from 'zod'
import { database } from '../../db/database.ts'
import { mails, type MailData, type MailTemplate } from '../../templates/mail/catalog.ts'
import { renderMail } from '../../templates/render.ts'
import { env } from '../env.ts'
import type { Write } from '../transaction.ts'
import { claimEffect, renewEffect, settleEffect } from './effects.ts'
import { isPermanent } from './errors.ts'
import type { Attachment, Mailer } from './mailer.ts'
import { outboxMailer } from './outbox.ts'
import { postmarkMailer } from './postmark.ts'

const delivery = z.object({
  key: z.string(),
  to: z.string(),
  template: z.enum(Object.keys(mails) as [MailTemplate, ...MailTemplate[]]),
  /** Encrypted: codes and links that let somebody in would otherwise stand in the queue for everyone to read. */
  sealed: z.string(),
})

/** What is sealed: all that the mail says. */
interface Content<Template extends MailTemplate> {
  data: MailData<Template>
  attachments?: Attachment[] | undefined
}

interface Addressed<Template extends MailTemplate> extends Content<Template> {
  /** Unique per effect: two deliveries with one key are one mail. */
  key: string
  to: string
  template: Template
}

/** Puts a mail into the transaction; the worker sends it once that has committed. */
export const enqueueMail = async <Template extends MailTemplate>(
  write: Write,
  { data, attachments, ...rest }: Addressed<Template>,
) => {
  const content: Content<Template> = { data, attachments }
  const sealed = await symmetricEncrypt({ key: env().AUTH_SECRET, data: JSON.stringify(content) })
  await write.enqueue('deliver-email', { ...rest, sealed })
}

let current: Mailer | undefined
const mailer = () =>
  (current ??= env().POSTMARK_TOKEN
    ? postmarkMailer({
        token: env().POSTMARK_TOKEN!,
        from: env().MAIL_FROM,
        ...(env().POSTMARK_HOST && { requestHost: env().POSTMARK_HOST!, useHttps: false }),
        timeoutMs: 15_000,
      })
    : outboxMailer((sql, params) => database().pool.query(sql, params)))

/** How long Postmark's search may lag behind what it accepted, in ms: until then "not found" says nothing. */
const searchLagMs = 60_000

/** Whether a mail whose sending was cut off did go out: its reference, or nothing. Throws while nobody can say yet. */
const findEarlier = async (key: string, triedAt: Date) => {
  const found = await mailer().find(key)
  if (!found && mailer().name === 'postmark' && Date.now() - triedAt.getTime() < searchLagMs)
    throw new Error('Whether this mail was accepted cannot be told yet.')
  return found
}

/**
 * The `deliver-email` job: claims the effect, sends, marks it. Sent once however often the job runs: a claim left open
 * by a crash is settled by asking the provider; where it cannot say, the mail is sent again (none of these is an
 * invoice). A refusal for good is marked and not tried again; others throw, and the queue retries.
 */
export const deliverEmail = async (job: unknown) => {
  const { key, to, template, sealed } = delivery.parse(job)
  const claim = await claimEffect(key)
  if (claim.state === 'done') return
  if (claim.state === 'unknown') {
    const found = await findEarlier(key, claim.triedAt)
    if (found) return settleEffect(key, found.ref)
    await renewEffect(key)
  }
  const unsealed = await symmetricDecrypt({ key: env().AUTH_SECRET, data: sealed })
  const { data, attachments = [] } = JSON.parse(unsealed) as Content<typeof template>
  const mail = renderMail(template, data)
  try {
    const { ref } = await mailer().send({ ...mail, to, key, tag: template, attachments })
    await settleEffect(key, ref)
  } catch (error) {
    if (!isPermanent(error)) throw error
    await settleEffect(key, `refused: ${(error as Error).message}`)
  }
}
