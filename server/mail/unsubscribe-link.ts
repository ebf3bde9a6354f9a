import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '../env.ts'
import { mailingNames, mailings, type MailingName } from '../preferences/categories.ts'

/** Whose mail about what is to stop. */
export interface Unwanted {
  userId: string
  category: MailingName
}

const signatureOf = ({ userId, category }: Unwanted) =>
  createHmac('sha256', env().AUTH_SECRET).update(`unsubscribe ${userId} ${category}`).digest('base64url')

const tokenFor = (unwanted: Unwanted) => `${unwanted.userId}.${unwanted.category}.${signatureOf(unwanted)}`

const isSame = (one: string, other: string) => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** What a token from a mail's header or foot stands for; undefined for one that we did not sign. It never expires. */
export const readUnsubscribeToken = (token: string): Unwanted | undefined => {
  const [userId = '', name = '', signature = ''] = token.split('.')
  const category = mailingNames.find(known => known === name)
  if (!category) return undefined
  const unwanted = { userId, category }
  return isSame(signature, signatureOf(unwanted)) && token === tokenFor(unwanted) ? unwanted : undefined
}

/** Where somebody can leave mail of this kind without signing in; undefined for what nobody can do without. */
export const unsubscribeLink = (about: Unwanted | undefined) =>
  !about || 'isFixed' in mailings[about.category]
    ? undefined
    : `${env().PUBLIC_URL}/unsubscribe/${tokenFor(about)}`

/** The headers by which a mail provider offers to unsubscribe with one click (RFC 8058): of what can be left only. */
export const unsubscribeHeaders = (about: Unwanted | undefined): Record<string, string> => {
  const link = unsubscribeLink(about)
  return link
    ? { 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : {}
}
