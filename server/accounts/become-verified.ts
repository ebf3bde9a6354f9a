import { LockMode, ref } from '@mikro-orm/postgresql'
import { Company } from '../../db/entities/company.ts'
import { User, type IUser } from '../../db/entities/user.ts'
import { newId } from '../../db/new-id.ts'
import { invalidCode } from '../errors.ts'
import type { Write } from '../transaction.ts'
import { giveProfile } from './give-profile.ts'

/**
 * Shared step: this person's address is proven, and the account works. What it needs to work is made with it: a
 * candidate's profile, the company of a client who signed up.
 */
export const becomeVerified = async (write: Write, user: IUser) => {
  if (user.emailVerified) return
  const { em, now, record } = write
  user.emailVerified = true
  user.version += 1
  if (user.role === 'candidate') await giveProfile(em, user, now)
  if (user.newCompanyName) {
    user.company = ref(em.create(Company, { id: newId(), name: user.newCompanyName, kind: 'employer' }))
    user.newCompanyName = null
  }
  record('user.updated', { userId: user.id })
}

/** Shared step of better-auth's check of a code, which was right. 400 `invalid_code` if a newer sign-up took the address. */
export const becomeVerifiedByCode = async (write: Write, userId: string) => {
  const user = await write.em.findOne(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (!user) throw invalidCode()
  await becomeVerified(write, user)
}
