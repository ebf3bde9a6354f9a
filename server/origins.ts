import type { IncomingMessage } from 'node:http'
import { env } from './env.ts'

/** The exact Origins whose pages may act for a signed-in person. While developing, this machine's own names too. */
export const allowedOrigins = (): string[] => {
  const { PUBLIC_URL, ALLOWED_ORIGINS, NODE_ENV, PORT } = env()
  const local = ['localhost', '127.0.0.1', '[::1]'].map(host => `http://${host}:${PORT}`)
  return [PUBLIC_URL, ...ALLOWED_ORIGINS, ...(NODE_ENV === 'production' ? [] : local)]
}

/**
 * Whether a request may use the cookie it carries. A cookie is sent by any page that asks the browser to, so it counts
 * only beside an Origin on the list; without a cookie an Origin, if there is one, must be on it as well.
 */
export const originAllowed = ({ headers }: Pick<IncomingMessage, 'headers'>) => {
  const { origin, cookie } = headers
  if (origin === undefined) return cookie === undefined
  return allowedOrigins().includes(origin)
}
