import { sql as raw } from 'kysely'
import type { Write } from '../transaction.ts'

/**
 * Lets one transaction at a time decide about these addresses and numbers: until it commits, nobody else finds one of
 * them free. Always in the same order, so that two never wait for each other.
 */
export const holdIdentifiers = async (
  { sql }: Pick<Write, 'sql'>,
  identifiers: (string | null | undefined)[],
) => {
  for (const identifier of identifiers.filter(given => typeof given === 'string').toSorted())
    await raw`select pg_advisory_xact_lock(hashtextextended(${`identifier:${identifier}`}, 0))`.execute(sql)
}

/**
 * Whether a number is free for this person. Nobody proves a number, so a sign-up that was never verified does not keep
 * it from anybody: it loses it here. The caller holds the number.
 */
export const claimPhone = async ({ sql }: Pick<Write, 'sql'>, phone: string, userId: string | null) => {
  const holder = await sql
    .selectFrom('users as u')
    .leftJoin('account as a', 'a.user_id', 'u.id')
    .select(['u.id', 'u.email_verified', 'a.id as account_id'])
    .where('u.phone_number', '=', phone)
    .executeTakeFirst()
  if (!holder || holder.id === userId) return true
  if (holder.email_verified || holder.account_id === null) return false
  await sql.updateTable('users').set({ phone_number: null }).where('id', '=', holder.id).execute()
  return true
}

/**
 * Who has an address, and whether that is only a sign-up nobody has verified. Somebody who was invited is not: they
 * have no password yet, but the account is theirs. Nor is somebody deactivated: signing up again is no way back in.
 */
export const holderOfEmail = async ({ sql }: Pick<Write, 'sql'>, email: string) => {
  const row = await sql
    .selectFrom('users as u')
    .leftJoin('account as a', 'a.user_id', 'u.id')
    .select(['u.id', 'u.name', 'u.role', 'u.email_verified', 'u.deactivated_at', 'a.id as account_id'])
    .where('u.email', '=', email)
    .executeTakeFirst()
  return row && { ...row, isPending: !row.email_verified && row.account_id !== null && !row.deactivated_at }
}

/** Takes back a sign-up that nobody has verified, with its password and the code that went out for it. */
export const removePendingSignUp = async (
  { sql }: Pick<Write, 'sql'>,
  { id, email }: { id: string; email: string },
) => {
  await sql.deleteFrom('verification').where('identifier', '=', `email-verification-otp-${email}`).execute()
  await sql.deleteFrom('users').where('id', '=', id).execute()
}
