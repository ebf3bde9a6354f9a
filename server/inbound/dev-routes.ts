import { randomUUID } from 'node:crypto'
import { urlencoded, type Express, type Request } from 'express'
import { z } from 'zod'
import { env } from '../env.ts'
import { parseInput } from '../route.ts'
import { receiveMail } from './receive.ts'
import { inboundMail } from './schema.ts'

/** A mail of ours, as its reader's mail program has it. */
interface Read {
  id: string
  to: string
  subject: string
  text: string
  headers: Record<string, string>
}

const replyInput = z.object({ text: z.string().max(50_000) })

/** What a mail program makes of an answer, in the form in which Postmark would post it to us. */
const answerTo = ({ to, subject, text, headers }: Read, own: string) =>
  inboundMail.parse({
    MessageID: randomUUID(),
    FromFull: { Email: to },
    ToFull: [{ Email: headers['Reply-To'] ?? '' }],
    Subject: `Re: ${subject}`,
    TextBody: `${own}\n\nOn the day it came, ${env().MAIL_FROM} wrote:\n\n${text.replaceAll(/^/gm, '> ')}\n`,
  })

/**
 * Takes the form by which whoever develops answers a mail of the outbox as its reader would. `mailOf` finds the mail, and
 * throws 404 where there is no outbox to look at.
 */
export const mountDevReply = (app: Express, mailOf: (request: Request) => Promise<Read>) => {
  app.post(
    '/dev/mail/:id/reply',
    urlencoded({ limit: '256kb', extended: false }),
    async (request, response) => {
      const mail = await mailOf(request)
      const { text } = parseInput(replyInput, request.body ?? {})
      const { outcome } = await receiveMail(answerTo(mail, text))
      response.redirect(303, `/dev/mail/${mail.id}?reply=${outcome}#reply`)
    },
  )
}
