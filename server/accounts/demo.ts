import { database } from '../../db/database.ts'
import { demoAccounts, demoPassword } from '../../db/seeds/accounts.ts'
import { env } from '../env.ts'

/** What the sign-in page offers for signing in at a click. Undefined wherever there is no demo, as in production. */
export const demoSignIn = () => (env().demo ? { accounts: demoAccounts, password: demoPassword } : undefined)

/** Refuses to serve in production from a database that was once a demo: everybody knows the password of its people. */
export const refuseDemoAccounts = async () => {
  const { rows } = await database().pool.query<{ email: string }>(
    'select email from users where email = any($1) and deactivated_at is null order by email',
    [demoAccounts.map(({ email }) => email)],
  )
  if (rows.length)
    throw new Error(
      `This database has accounts of the demo, whose password everybody knows: ${rows.map(({ email }) => email).join(', ')}.\n` +
        'Use another database, or deactivate them.',
    )
}
