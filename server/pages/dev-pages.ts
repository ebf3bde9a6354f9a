import type { Express, Request } from 'express'
import { database } from '../../db/database.ts'
import { notFound } from '../errors.ts'
import { outcomeWords } from '../inbound/words.ts'
import { bytesOf } from '../mail/mailer.ts'
import { getOutbox, listOutbox, type OutboxMail } from '../mail/outbox.ts'
import { hasDevMail } from './frame.ts'
import { idOf, page } from './page.ts'

const most = 100
const parts = ['html', 'text', 'headers'] as const
const partLabels = { html: 'HTML', text: 'Text', headers: 'Headers' }

const query = (sql: string, params: unknown[]) => database().pool.query<Record<string, unknown>>(sql, params)

/** The mail of a path; 404 where mails are sent. */
export const mailOf = async (request: Request) => {
  if (!hasDevMail()) throw notFound()
  const mail = await getOutbox(query, idOf(request))
  if (!mail) throw notFound()
  return mail
}

/** Text is shown in the page, all else as a file to open. */
const filesOf = ({ id, attachments }: Pick<OutboxMail, 'id' | 'attachments'>) =>
  attachments.map(({ name, contentType, content, encoding }, index) => ({
    name,
    contentType,
    text: encoding ? null : content,
    href: `/dev/mail/${id}/files/${index}`,
  }))

const listFor = async (request: Request, openId: string | null) => {
  if (!hasDevMail()) throw notFound()
  const to =
    typeof request.query.to === 'string' && request.query.to.trim() ? request.query.to.trim() : undefined
  const search = to ? `?to=${encodeURIComponent(to)}` : ''
  const mails = await listOutbox(query, { limit: most, to })
  return { to: to ?? '', search, mails: mails.map(mail => ({ ...mail, isOpen: mail.id === openId })) }
}

/** What would have been sent, to be read by whoever develops: nowhere in production, nor where Postmark sends it. */
export const devPages = [
  page({
    path: '/dev/mail',
    who: 'everyone',
    show: async ({ request }) => {
      const data = { ...(await listFor(request, null)), mail: null }
      return { template: 'dev-mail', title: 'Outgoing mail', data, script: 'dev-mail' }
    },
  }),
  page({
    path: '/dev/mail/:id',
    who: 'everyone',
    plainForms: true,
    show: async ({ request }) => {
      const { html: _html, headers, ...mail } = await mailOf(request)
      const part = parts.find(name => name === request.query.part) ?? 'html'
      const list = await listFor(request, mail.id)
      const tabs = parts.map(name => ({ name, label: partLabels[name], isOpen: name === part }))
      const lines = Object.entries({
        To: mail.to,
        Subject: mail.subject,
        Tag: mail.tag,
        Key: mail.key,
        ...headers,
      })
      const files = filesOf(mail)
      const reply = headers['Reply-To'] ? { outcome: outcomeWords(request.query.reply) } : null
      const shown = {
        ...mail,
        files,
        part,
        tabs,
        headers: lines.map(([name, value]) => ({ name, value })),
        reply,
      }
      return { template: 'dev-mail', title: mail.subject, data: { ...list, mail: shown }, script: 'dev-mail' }
    },
  }),
]

/** The HTML of a mail by itself, for the frame in its page: no scripts, no origin, its own styles only. And its files. */
export const mountMailBody = (app: Express) => {
  app.get('/dev/mail/:id/files/:index', async (request, response) => {
    const file = (await mailOf(request)).attachments[Number(request.params.index)]
    if (!file) throw notFound()
    response.set('Cache-Control', 'no-store').attachment(file.name).type(file.contentType).send(bytesOf(file))
  })
  app.get('/dev/mail/:id/html', async (request, response) => {
    const { html } = await mailOf(request)
    response.set(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
    )
    // A link in a mail opens beside it, as it would from a mail program
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(html.replace('<head>', '<head><base target="_blank">'))
  })
}
