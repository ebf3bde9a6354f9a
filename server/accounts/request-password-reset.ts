import { newId } from '../../db/new-id.ts'
import { transaction } from '../transaction.ts'
import { limits } from './limits.ts'

/** Asks for a link to set a new password. The answer is the same whether anybody has this address or not. Throws 429. */
export const requestPasswordReset = async ({ email }: { email: string }, ip: string) => {
  await limits().mail.take(`link:${email}`, ip)
  await transaction(null, ({ enqueue }) => enqueue('send-password-link', { email, requestId: newId() }))
  return { status: 'accepted' as const }
}
