import { sql } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import { holderOfEmail, holdIdentifiers, removePendingSignUp } from '../accounts/identifiers.ts'
import { isReferredTo } from '../errors.ts'
import type { Piece } from './piece.ts'

const batchSize = 100

interface SignUp {
  id: string
  email: string
}

/**
 * Sign-ups of before an instant whose address was never verified. Who was invited or put forward has no password, and is
 * none; who is assigned to a job was given a place by somebody.
 */
const pendingBefore = async (before: Date, after: string) => {
  const { rows } = await sql<SignUp>`
    select u.id, u.email from users u
    where u.id > ${after} and not u.email_verified and u.deactivated_at is null and u.created_at < ${before}
      and exists (select from account a where a.user_id = u.id)
      and not exists (select from assignment t where t.user_id = u.id)
    order by u.id limit ${batchSize}`.execute(sqlOf(database().orm.em.fork()))
  return rows
}

/** One of them, unless they have verified it since. Who is referred to, as in an application, stays. */
const clear = (piece: Piece, { id, email }: SignUp) =>
  piece(async write => {
    await holdIdentifiers(write, [email])
    const holder = await holderOfEmail(write, email)
    if (holder?.id !== id || !holder.isPending) return 0
    await removePendingSignUp(write, { id, email })
    return 1
  }).catch((error: unknown) => {
    if (isReferredTo(error)) return 0
    throw error
  })

/** Takes back the sign-ups of before an instant that nobody has verified, one by one. Returns how many. */
export const clearSignUps = async (piece: Piece, before: Date) => {
  let cleared = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const batch = await pendingBefore(before, after)
    for (const signUp of batch) cleared += await clear(piece, signUp)
    if (batch.length < batchSize) return cleared
    after = batch.at(-1)!.id
  }
}
