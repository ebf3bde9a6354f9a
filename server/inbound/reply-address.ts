import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { env } from '../env.ts'

/** Who answers in which thread. */
export interface ReplyTo {
  threadId: string
  userId: string
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const length = 20

/** A signature over both, 100 bits: mailboxes are written in any case of letters, and hold 64 characters. */
const tokenOf = ({ threadId, userId }: ReplyTo) => {
  const bytes = createHmac('sha256', env().AUTH_SECRET).update(`reply ${threadId} ${userId}`).digest()
  return [...bytes.subarray(0, length)].map(byte => alphabet[byte & 31]).join('')
}

const isSame = (one: string, other: string) => timingSafeEqual(Buffer.from(one), Buffer.from(other))

/** Our mailbox; none where mail is really sent, and nobody said which. */
const mailbox = () => {
  const { INBOUND_ADDRESS, POSTMARK_TOKEN } = env()
  return INBOUND_ADDRESS ?? (POSTMARK_TOKEN ? undefined : 'reply@hirewire.example')
}

/** Shared step: the address at which this person answers in this thread; undefined where we take no mail. */
export const replyAddress = async (sql: Kysely<Tables>, to: ReplyTo) => {
  const [name, domain] = mailbox()?.split('@') ?? []
  if (!name || !domain) return undefined
  const token = tokenOf(to)
  await sql
    .insertInto('reply_address')
    .values({ token, thread_id: to.threadId, user_id: to.userId })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return `${name}+${token}@${domain}`
}

/** What stands behind the + of an address, if it can be one of our tokens. */
const tokenIn = (address: string) => /\+([a-z2-7]{20})@/.exec(address.trim().toLowerCase())?.[1]

/** A mail may have thousands; ours is among the first. */
const mostAddresses = 50

/** Whose answer a mail to these addresses is, and where, by the first that is signed by us; undefined if none is. */
export const findReplyTo = async (sql: Kysely<Tables>, addresses: string[]): Promise<ReplyTo | undefined> => {
  const tokens = addresses.slice(0, mostAddresses).flatMap(address => tokenIn(address) ?? [])
  if (!tokens.length) return undefined
  const rows = await sql.selectFrom('reply_address').selectAll().where('token', 'in', tokens).execute()
  const known = new Map(rows.map(row => [row.token, { threadId: row.thread_id, userId: row.user_id }]))
  return tokens
    .map(token => ({ token, to: known.get(token) }))
    .find(({ token, to }) => to && isSame(token, tokenOf(to)))?.to
}
