import { APIError } from 'better-auth'
import { auth } from '../auth.ts'
import { invalidCode } from '../errors.ts'
import { limits } from './limits.ts'

/**
 * Proves an address with the code that was mailed to it. The library lets a code be looked at three times, and used
 * once; with it the account begins to work (`become-verified.ts`). It does not sign in: whoever signed up knows their
 * password, and whoever merely passed on a code that came to them must not open a session for somebody else.
 * 400 `invalid_code` whatever was wrong, 429.
 */
export const verifyEmail = async ({ email, otp }: { email: string; otp: string }, ip: string) => {
  await limits().code.take(email, ip)
  try {
    await auth().api.verifyEmailOTP({ body: { email, otp } })
  } catch (error) {
    throw error instanceof APIError && error.statusCode < 500 ? invalidCode() : error
  }
  return { status: 'verified' as const }
}
