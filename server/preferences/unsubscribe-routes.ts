import type { RequestHandler } from 'express'
import { unsubscribe } from './unsubscribe.ts'

/**
 * `POST /unsubscribe/{token}`, at the address of the page that says what it would do, as RFC 8058 wants it. Whatever its
 * body, and whoever is signed in. The page behind it answers.
 */
export const takeUnsubscribe: RequestHandler<{ token: string }> = async ({ params }, _response, next) => {
  await unsubscribe(params.token)
  next()
}
