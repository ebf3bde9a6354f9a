import type { Express, Request } from 'express'
import { notFound } from '../errors.ts'
import { readUnsubscribeToken, type Unwanted } from '../mail/unsubscribe-link.ts'
import { categories } from '../preferences/categories.ts'
import { page, servePage } from './page.ts'

const path = '/unsubscribe/:token'

const unwantedOf = ({ params }: Request) => {
  const unwanted = readUnsubscribeToken(String(params.token))
  if (!unwanted) throw notFound()
  return unwanted
}

const show = (title: string, { label, about }: { label: string; about: string }, isDone: boolean) => ({
  template: 'unsubscribe',
  title,
  data: { label, about, isDone },
})

/** Does what a link's token is for. Throws 404 for one that we did not make. */
export type Unsubscribe = (token: string) => Promise<Unwanted>

/** What the link in a mail would do: it does nothing by being opened, which mail scanners do as well. */
export const unsubscribePages = [
  page({
    path,
    who: 'everyone',
    show: async ({ request }) => show('Unsubscribe', categories[unwantedOf(request).category], false),
  }),
]

/**
 * The same address by POST does it: from the page's button, or with one click in a mail provider's own page (RFC 8058).
 * Its token is all that counts: neither who is signed in nor from where it was sent.
 */
export const mountUnsubscribe = (app: Express, unsubscribe: Unsubscribe) => {
  const done = page({
    path,
    who: 'everyone',
    show: async ({ request }) => {
      const { category } = await unsubscribe(String(request.params.token))
      return show('Unsubscribed', categories[category], true)
    },
  })
  app.post(path, servePage(done))
}
