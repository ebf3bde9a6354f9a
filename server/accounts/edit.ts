import type { Actor } from '../actor.ts'
import { checkZone } from '../check-zone.ts'
import { conflict } from '../errors.ts'
import { authorize } from '../policy.ts'
import { rescheduleDigest } from '../preferences/reschedule-digest.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { claimPhone, holdIdentifiers } from './identifiers.ts'
import { limits } from './limits.ts'
import { policy, subjectOf } from './policy.ts'
import { findUser } from './queries.ts'
import type { EditInput } from './schema.ts'

/** Changes a name, a number or a time zone. What is not given stays. 409 `conflict` if the number is somebody else's, 429. */
export const editUser = async (
  actor: Actor,
  { userId, name, phone, zone }: EditInput & { userId: string },
  ip: string,
) => {
  if (phone) await limits().phone.take(actor.id, ip)
  return transaction(actor, async write => {
    const { em, record } = write
    await holdIdentifiers(write, [phone])
    const user = await findUser(em, actor, userId, { lock: true })
    if (name !== undefined) authorize(policy, 'rename', actor, subjectOf(user))
    if (phone !== undefined) authorize(policy, 'change-phone', actor, subjectOf(user))
    if (zone !== undefined) authorize(policy, 'change-zone', actor, subjectOf(user))
    if (zone !== undefined) await checkZone(write, zone)
    if (phone && !(await claimPhone(write, phone, userId)))
      throw conflict('This number belongs to another account.')

    const isRenamed = name !== undefined && name !== user.name
    const isMoved = zone !== undefined && zone !== user.zone
    if (!isRenamed && !isMoved && (phone === undefined || phone === (user.phoneNumber ?? null)))
      return answerWith(em, actor, user)
    if (isRenamed) user.name = name
    if (isMoved) user.zone = zone
    if (phone !== undefined) user.phoneNumber = phone
    if (isMoved) await rescheduleDigest(write, { userId, zone })
    user.version += 1
    record('user.updated', { userId, seenByOthers: isRenamed })
    return answerWith(em, actor, user)
  })
}
