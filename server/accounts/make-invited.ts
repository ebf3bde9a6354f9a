import { ref } from '@mikro-orm/postgresql'
import type { ICompany } from '../../db/entities/company.ts'
import { User, type IUser, type Role } from '../../db/entities/user.ts'
import { newId } from '../../db/new-id.ts'
import { conflict } from '../errors.ts'
import { enqueueMail } from '../mail/deliver.ts'
import type { Write } from '../transaction.ts'
import { claimPhone, holderOfEmail, holdIdentifiers, removePendingSignUp } from './identifiers.ts'
import { makePasswordLink } from './password-link.ts'
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
  { inviterName, company }: { inviterName: string; company: Pick<ICompany, 'name'> | null },
) => {
  const url = await makePasswordLink(write, user.id, { minutes: invitationDays * 24 * 60, invitation: true })
  await enqueueMail(write, {
    key: `invitation:${newId()}`,
    to: user.email,
    template: 'invitation',
    data: {
      inviterName,
      ...(company && { companyName: company.name }),
      roleLabel: roleLabels[user.role],
      url,
      days: invitationDays,
    },
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
