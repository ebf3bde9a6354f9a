import { hashPassword } from 'better-auth/crypto'
import { User } from '../../db/entities/user.ts'
import { newId } from '../../db/new-id.ts'
import { env } from '../env.ts'
import { enqueueMail } from '../mail/deliver.ts'
import { transaction } from '../transaction.ts'
import { claimPhone, holderOfEmail, holdIdentifiers, removePendingSignUp } from './identifiers.ts'
import { limits } from './limits.ts'
import { setPassword } from './password.ts'
import type { SignUpInput } from './schema.ts'

/**
 * Registers a candidate or a client; the account works once its address is verified. The newest sign-up for an address
 * replaces one that was never verified. Whoever has an account already is told so by mail, and a number that somebody
 * has is left out: the answer is the same for all, and one hash is made for all. Throws 429.
 */
export const signUp = async ({ companyName, password, phone, ...person }: SignUpInput, ip: string) => {
  const { email } = person
  await limits().mail.take(`code:${email}`, ip)
  const hash = await hashPassword(password)
  await transaction(null, async write => {
    const { em, enqueue } = write
    await holdIdentifiers(write, [email, phone])
    const holder = await holderOfEmail(write, email)
    if (holder && !holder.isPending)
      return enqueueMail(write, {
        key: `account-exists:${newId()}`,
        to: email,
        template: 'account-exists',
        data: { name: holder.name, url: `${env().PUBLIC_URL}/sign-in` },
      })
    if (holder) await removePendingSignUp(write, { id: holder.id, email })
    const isFree = phone !== undefined && (await claimPhone(write, phone, null))
    const user = em.create(User, {
      ...person,
      id: newId(),
      phoneNumber: isFree ? phone : null,
      newCompanyName: companyName ?? null,
    })
    await em.flush()
    await setPassword(write, user.id, hash)
    await enqueue('send-code', { email })
  })
  return { status: 'verification_required' as const, email }
}
