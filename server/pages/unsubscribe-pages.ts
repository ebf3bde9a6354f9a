import type { Express, Request } from 'express'
import { notFound } from '../errors.ts'
import { readUnsubscribeToken } from '../mail/unsubscribe-link.ts'
import { mailings } from '../preferences/categories.ts'
import { takeUnsubscribe } from '../preferences/unsubscribe-routes.ts'
import { page, servePage } from './page.ts'

const path = '/unsubscribe/:token'

const categoryOf = ({ params }: Request) => {
  const unwanted = readUnsubscribeToken(String(params.token))
  if (!unwanted) throw notFound()
  return mailings[unwanted.category]
}

const unsubscribePage = (title: string, { isDone }: { isDone: boolean }) =>
  page({
    path,
    who: 'everyone',
    show: async ({ request }) => {
      const { label, about } = categoryOf(request)
      return { template: 'unsubscribe', title, data: { label, about, isDone } }
    },
  })

/** What the link in a mail would do: it does nothing by being opened, which mail scanners do as well. */
export const unsubscribePages = [unsubscribePage('Unsubscribe', { isDone: false })]

/**
 * The same address by POST does it: from the page's button, or with one click in a mail provider's own page (RFC 8058).
 * Its token is all that counts: neither who is signed in nor from where it was sent.
 */
export const mountUnsubscribe = (app: Express) => {
  app.post(path, takeUnsubscribe, servePage(unsubscribePage('Unsubscribed', { isDone: true })))
}
