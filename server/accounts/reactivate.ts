import type { Actor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { policy, subjectOf } from './policy.ts'
import { findUser } from './queries.ts'

/** Lets somebody in again, with the password they had. Again is a success that changes nothing. */
export const reactivateUser = (actor: Actor, { userId }: { userId: string }) =>
  transaction(actor, async ({ em, record }) => {
    const user = await findUser(em, actor, userId, { lock: true })
    authorize(policy, 'reactivate', actor, subjectOf(user))
    if (!user.deactivatedAt) return answerWith(em, actor, user)
    user.deactivatedAt = null
    user.version += 1
    record('user.updated', { userId })
    return answerWith(em, actor, user)
  })
