import { ForeignKeyConstraintViolationException } from '@mikro-orm/postgresql'
import { Assignment } from '../../db/entities/assignment.ts'
import { User } from '../../db/entities/user.ts'
import type { Actor } from '../actor.ts'
import { conflict } from '../errors.ts'
import { authorize } from '../policy.ts'
import { transaction } from '../transaction.ts'
import { endSessions } from './end-sessions.ts'
import { policy, subjectOf } from './policy.ts'
import { findUser, holdAdmins, keepAnAdmin } from './queries.ts'

const referredTo = () =>
  conflict('Something refers to this person, and would lose its meaning: deactivate them instead.')

/** Deletes somebody to whom nothing refers: no job, no application, no history. 409 `conflict` otherwise. */
export const deleteUser = (actor: Actor, { userId }: { userId: string }) =>
  transaction(actor, async write => {
    const { em } = write
    await holdAdmins(write)
    const user = await findUser(em, actor, userId, { lock: true })
    authorize(policy, 'delete', actor, subjectOf(user))
    if (user.role === 'admin') await keepAnAdmin(write, userId)
    // An assignment would be deleted along with them, and its job's board not told.
    if (await em.count(Assignment, { user: userId })) throw referredTo()
    await endSessions(write, userId)
    try {
      await em.nativeDelete(User, { id: userId })
    } catch (error) {
      throw error instanceof ForeignKeyConstraintViolationException ? referredTo() : error
    }
  })
