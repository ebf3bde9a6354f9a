import { ref } from '@mikro-orm/postgresql'
import type { ICompany } from '../../db/entities/company.ts'
import { User, type IUser, type Role } from '../../db/entities/user.ts'
import { newId } from '../../db/new-id.ts'
import type { Actor } from '../actor.ts'
import { conflict, forbidden } from '../errors.ts'
import { enqueueMail } from '../mail/deliver.ts'
import { transaction, type Write } from '../transaction.ts'
import { answerWith } from './answer.ts'
import { claimPhone, holderOfEmail, holdIdentifiers, removePendingSignUp } from './identifiers.ts'
import { makePasswordLink } from './password-link.ts'
import { mayInvite } from './policy.ts'
import { placeFor } from './queries.ts'
import { invitationDays, type InviteInput } from './schema.ts'

const roleLabels: Record<Role, string> = {
  admin: 'admin',
  manager: 'manager',
  recruiter: 'recruiter',
  client: 'client',
  interviewer: 'interviewer',
  agency: 'agency partner',
  candidate: 'candidate',
}

/** Shared step: a mail with a link to set the first password. Following it proves the address. Gives the link. */
export const mailInvitation = async (
  write: Write,
  user: Pick<IUser, 'id' | 'email' | 'role'>,
  { inviterName, companyName }: { inviterName: string; companyName: string },
) => {
  const url = await makePasswordLink(write, user.id, { minutes: invitationDays * 24 * 60, invitation: true })
  await enqueueMail(write, {
    key: `invitation:${newId()}`,
    to: user.email,
    template: 'invitation',
    data: { inviterName, companyName, roleLabel: roleLabels[user.role], url, days: invitationDays },
  })
  return url
}

/** Shared step: an account that nobody can sign in to yet. 409 `conflict` if the address or the number is somebody's. */
export const makeInvited = async (
  write: Write,
  { email, phone, ...person }: Omit<InviteInput, 'companyId'>,
  company: ICompany | null,
) => {
  const { em } = write
  await holdIdentifiers(write, [email, phone])
  const holder = await holderOfEmail(write, email)
  if (holder && !holder.isPending) throw conflict('There is an account with this address already.')
  if (holder) await removePendingSignUp(write, { id: holder.id, email })
  if (phone && !(await claimPhone(write, phone, null)))
    throw conflict('This number belongs to another account.')
  const user: IUser = em.create(User, {
    ...person,
    id: newId(),
    email,
    phoneNumber: phone ?? null,
    company: company && ref(company),
  })
  await em.flush()
  return user
}

/**
 * Makes an account for somebody and mails them a link to set its password. 400 if role and company do not fit, 403 if
 * the actor may not fill that place, 409 `conflict` if the address or the number is somebody's.
 */
export const inviteUser = (actor: Actor, { companyId, ...person }: InviteInput) =>
  transaction(actor, async write => {
    const company = await placeFor(write.em, actor, { role: person.role, companyId })
    if (!mayInvite(actor, person.role, company)) throw forbidden()
    const user = await makeInvited(write, person, company)
    await mailInvitation(write, user, { inviterName: actor.name, companyName: company?.name ?? 'Hirewire' })
    return answerWith(write.em, actor, user)
  })
