import type { Actor } from '../actor.ts'
import { forbidden } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { mailInvitation, makeInvited } from './make-invited.ts'
import { mayInvite } from './policy.ts'
import { placeFor } from './queries.ts'
import type { InviteInput } from './schema.ts'

/**
 * Makes an account for somebody and mails them a link to set its password. 400 if role and company do not fit, 403 if
 * the actor may not fill that place, 409 `conflict` if the address or the number is somebody's.
 */
export const inviteUser = (actor: Actor, { companyId, ...person }: InviteInput) =>
  transaction(actor, async write => {
    const company = await placeFor(write.em, actor, { role: person.role, companyId })
    if (!mayInvite(actor, person.role, company)) throw forbidden()
    const user = await makeInvited(write, person, company)
    await mailInvitation(write, user, { inviterName: actor.name, company })
    return answerWith(write.em, actor, user)
  })
