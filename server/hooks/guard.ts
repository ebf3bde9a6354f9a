import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { env } from '../env.ts'
import { unauthenticated } from '../errors.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

const passwordOf = (request: Request) => {
  const [, basic = ''] = /^basic (.+)$/i.exec(request.get('authorization') ?? '') ?? []
  const [, ...password] = Buffer.from(basic, 'base64').toString().split(':')
  return password.join(':')
}

/**
 * Throws 401 unless Postmark calls: its webhooks carry no signature, but the user and password of the address that it
 * was given, by HTTP Basic. Any user will do. Without the setting nobody gets in.
 */
export const guardPostmark = (request: Request) => {
  const { POSTMARK_WEBHOOK_PASSWORD: password } = env()
  if (password && timingSafeEqual(digest(passwordOf(request)), digest(password))) return
  // Some show their credentials only to whoever asks for them.
  request.res?.set('WWW-Authenticate', 'Basic realm="webhooks", charset="UTF-8"')
  throw unauthenticated('These are not the credentials of this webhook.')
}
