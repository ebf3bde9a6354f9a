import { transaction } from '../transaction.ts'
import { limits } from './limits.ts'

/** Asks for a fresh code. The answer is the same whether there is an account to verify or not. Throws 429. */
export const requestCode = async ({ email }: { email: string }, ip: string) => {
  await limits().mail.take(`code:${email}`, ip)
  await transaction(null, ({ enqueue }) => enqueue('send-code', { email }))
  return { status: 'accepted' as const }
}
