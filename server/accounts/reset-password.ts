import { LockMode } from '@mikro-orm/postgresql'
import { hashPassword } from 'better-auth/crypto'
import { database, sqlOf } from '../../db/database.ts'
import { User } from '../../db/entities/user.ts'
import { invalidCode } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { becomeVerified } from './become-verified.ts'
import { endSessions } from './end-sessions.ts'
import { limits } from './limits.ts'
import { mailPasswordChanged, passwordOf, setPassword } from './password.ts'
import { isOpenLink, usePasswordLink } from './password-link.ts'
import type { ResetPasswordInput } from './schema.ts'

/**
 * Sets a password with a link from a mail: a forgotten one, or the first of somebody invited. The link is used up, the
 * address proven and every session ended, all at once. 400 `invalid_code` if the link is wrong, used or expired, 429.
 */
export const resetPassword = async ({ token, newPassword }: ResetPasswordInput, ip: string) => {
  await limits().code.take(`link:${token}`, ip)
  // A look before the work: a hash takes a twentieth of a second of a core.
  if (!(await isOpenLink(sqlOf(database().orm.em.fork()), token))) throw invalidCode()
  const hash = await hashPassword(newPassword)
  await transaction(null, async write => {
    const userId = await usePasswordLink(write, token)
    const user =
      userId && (await write.em.findOne(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE }))
    if (!user || user.deactivatedAt) throw invalidCode()
    const before = await passwordOf(write, user.id)
    await setPassword(write, user.id, hash)
    await endSessions(write, user.id)
    await becomeVerified(write, user)
    if (before) await mailPasswordChanged(write, user)
  })
  return { status: 'password_changed' as const }
}
