import type { Actor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { endSessions } from './end-sessions.ts'
import { policy, subjectOf } from './policy.ts'
import { findUser, holdAdmins, keepAnAdmin } from './queries.ts'

/**
 * Shuts somebody out: nothing of theirs is lost, and every session ends with it. Again is a success that changes
 * nothing. 409 `conflict` for the last admin.
 */
export const deactivateUser = (actor: Actor, { userId }: { userId: string }) =>
  transaction(actor, async write => {
    const { em, now, record } = write
    await holdAdmins(write)
    const user = await findUser(em, actor, userId, { lock: true })
    authorize(policy, 'deactivate', actor, subjectOf(user))
    if (user.deactivatedAt) return answerWith(em, actor, user)
    if (user.role === 'admin') await keepAnAdmin(write, userId)
    user.deactivatedAt = now
    user.version += 1
    await em.flush()
    await endSessions(write, userId)
    record('user.updated', { userId })
    return answerWith(em, actor, user)
  })
