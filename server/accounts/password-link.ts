import { sql as raw, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { newId } from '../../db/new-id.ts'
import { now } from '../clock.ts'
import { env } from '../env.ts'
import { hashOfToken, newToken } from '../token.ts'
import type { Write } from '../transaction.ts'

// Only its hash is kept: who reads the database cannot follow the link.
const identifierOf = (token: string) => `password-link:${hashOfToken(token)}`

/** Makes a link with which its holder sets the password of this account, once, within so many minutes. */
export const makePasswordLink = async (
  { sql, now }: Pick<Write, 'sql' | 'now'>,
  userId: string,
  { minutes, invitation = false }: { minutes: number; invitation?: boolean },
) => {
  const token = newToken()
  await sql
    .insertInto('verification')
    .values({
      id: newId(),
      identifier: identifierOf(token),
      value: userId,
      expires_at: new Date(now.getTime() + minutes * 60_000),
    })
    .execute()
  return `${env().PUBLIC_URL}/reset-password?token=${token}${invitation ? '&invitation=1' : ''}`
}

/** Whether such a link is open. Only a look; `usePasswordLink` decides. */
export const isOpenLink = async (sql: Kysely<Tables>, token: string) =>
  (await sql
    .selectFrom('verification')
    .select('id')
    .where('identifier', '=', identifierOf(token))
    .where('expires_at', '>', now())
    .executeTakeFirst()) !== undefined

/** Uses the link up, and every other one of the same person. Their id; nothing if it is wrong, used or expired. */
export const usePasswordLink = async ({ sql, now }: Write, token: string) => {
  const used = await sql
    .deleteFrom('verification')
    .where('identifier', '=', identifierOf(token))
    .where('expires_at', '>', now)
    .returning('value')
    .executeTakeFirst()
  if (!used) return undefined
  await sql
    .deleteFrom('verification')
    .where('value', '=', used.value)
    .where('identifier', 'like', raw.lit('password-link:%'))
    .execute()
  return used.value
}
