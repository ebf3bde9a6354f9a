import { LockMode } from '@mikro-orm/postgresql'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { User } from '../../db/entities/user.ts'
import type { Actor } from '../actor.ts'
import { invalidField } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { endSessions } from './end-sessions.ts'
import { limits } from './limits.ts'
import { mailPasswordChanged, passwordOf, setPassword } from './password.ts'
import type { ChangePasswordInput } from './schema.ts'

/** Changes one's own password and ends one's other sessions. 400 if the old one is wrong, 429 after five guesses. */
export const changePassword = async (
  actor: Actor,
  { currentPassword, newPassword }: ChangePasswordInput,
  ip: string,
) => {
  await limits().signIn.take(`person:${actor.id}`, ip)
  return transaction(actor, async write => {
    const user = await write.em.findOneOrFail(
      User,
      { id: actor.id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    )
    const before = await passwordOf(write, actor.id)
    if (!before || !(await verifyPassword({ hash: before, password: currentPassword })))
      throw invalidField('/currentPassword', 'wrong', 'is not your password.')
    await setPassword(write, actor.id, await hashPassword(newPassword))
    await endSessions(write, actor.id, actor.sessionId)
    await mailPasswordChanged(write, user)
    return { status: 'password_changed' as const }
  })
}
