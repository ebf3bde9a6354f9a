import { ref } from '@mikro-orm/postgresql'
import { Assignment } from '../../db/entities/assignment.ts'
import type { IUser, Role } from '../../db/entities/user.ts'
import { staffRoles, type Actor } from '../actor.ts'
import { hints } from '../hints.ts'
import { authorize } from '../policy.ts'
import { transaction, type Write } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { giveProfile } from './give-profile.ts'
import { policy, subjectOf } from './policy.ts'
import { findUser, holdAdmins, keepAnAdmin, placeFor } from './queries.ts'
import type { RoleInput } from './schema.ts'

const isStaffRole = (role: Role) => (staffRoles as readonly Role[]).includes(role)

/** Their jobs were theirs as what they were: elsewhere, or as something else, they are tied to none of them. */
const leaveJobs = async ({ em, record }: Write, user: IUser) => {
  for (const assignment of await em.find(Assignment, { user: user.id })) {
    em.remove(assignment)
    record('job.assigned', { jobId: assignment.job.id })
  }
}

/**
 * Gives somebody another role, at another company where the role needs it. Their sockets are checked again at once.
 * 400 if role and company do not fit, 409 `conflict` for the last admin.
 */
export const changeRole = (actor: Actor, { userId, role, companyId }: RoleInput & { userId: string }) =>
  transaction(actor, async write => {
    const { em, now, record, afterCommit } = write
    await holdAdmins(write)
    const user = await findUser(em, actor, userId, { lock: true })
    authorize(policy, 'change-role', actor, subjectOf(user))
    const company = await placeFor(em, actor, { role, companyId })
    const moves = (user.company?.id ?? null) !== (company?.id ?? null)
    if (user.role === role && !moves) return answerWith(em, actor, user)
    if (user.role === 'admin') await keepAnAdmin(write, userId)

    const asAnother = moves || !isStaffRole(user.role) || !isStaffRole(role)
    if (asAnother) await leaveJobs(write, user)
    user.role = role
    user.company = company && ref(company)
    user.newCompanyName = null
    user.version += 1
    if (role === 'candidate' && user.emailVerified) await giveProfile(em, user, now)
    record('user.updated', { userId, asAnother })
    afterCommit(() => hints.emit('identity'))
    return answerWith(em, actor, user)
  })
