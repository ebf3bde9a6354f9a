import { demoAccounts, demoPassword } from '../../db/seeds/accounts.ts'
import { env } from '../env.ts'

/** What the sign-in page offers for signing in at a click. Undefined wherever there is no demo, as in production. */
export const demoSignIn = () => (env().demo ? { accounts: demoAccounts, password: demoPassword } : undefined)
