import { newId } from '../../db/new-id.ts'
import { enqueueMail } from '../mail/deliver.ts'
import type { Write } from '../transaction.ts'

/** What better-auth calls the account that has a password. */
export const passwordKind = 'credential'

/** The hash of this person's password; null if they never chose one. */
export const passwordOf = async ({ sql }: Pick<Write, 'sql'>, userId: string) => {
  const row = await sql
    .selectFrom('account')
    .select('password')
    .where('user_id', '=', userId)
    .where('provider_id', '=', passwordKind)
    .executeTakeFirst()
  return row?.password ?? null
}

/** Sets it, where better-auth looks for it. The caller holds the person's row. */
export const setPassword = ({ sql, now }: Pick<Write, 'sql' | 'now'>, userId: string, hash: string) =>
  sql
    .insertInto('account')
    .values({
      id: newId(),
      user_id: userId,
      account_id: userId,
      provider_id: passwordKind,
      password: hash,
      updated_at: now,
    })
    .onConflict(conflict =>
      conflict.columns(['user_id', 'provider_id']).doUpdateSet({ password: hash, updated_at: now }),
    )
    .execute()

/** Tells the owner, so that a change they did not make does not go by unseen. */
export const mailPasswordChanged = (write: Write, { email, name }: { email: string; name: string }) =>
  enqueueMail(write, {
    key: `password-changed:${newId()}`,
    to: email,
    template: 'password-changed',
    data: { name },
  })
