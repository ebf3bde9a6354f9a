import { APIError } from 'better-auth'
import { database, sqlOf } from '../../db/database.ts'
import { auth, clientAddressHeader } from '../auth.ts'
import { notVerified, unauthenticated } from '../errors.ts'
import { transaction } from '../transaction.ts'
import { limits } from './limits.ts'
import { presentMe } from './presenter.ts'
import { meRow } from './queries.ts'
import { passwordKind, passwordOf } from './password.ts'

/** Where a sign-in comes from: for the limits, and to name the session. */
export interface Client {
  ip: string
  userAgent: string
}

interface Credentials {
  by: 'email' | 'phone_number'
  identifier: string
  password: string
}

/** Nobody has it: better-auth hashes for it as long as it compares for others. */
const nobody = 'nobody@unknown.invalid'

const wrong = () => unauthenticated('The e-mail address, phone number or password is wrong.')

const openSession = (email: string, password: string, { ip, userAgent }: Client) =>
  auth().api.signInEmail({
    body: { email, password },
    headers: new Headers({ [clientAddressHeader]: ip, 'user-agent': userAgent }),
    returnHeaders: true,
  })

/**
 * Whether the password that opened a session is still the one: it may have been changed, or the account deactivated,
 * while it was checked, and whoever did that ended every session but could not see this one yet. They hold the person's
 * row until they commit, so having it is having waited for them.
 */
const stillGood = ({ id, password }: { id: string; password: string | null }, token: string) =>
  transaction(null, async write => {
    const now = await write.sql
      .selectFrom('users')
      .select('deactivated_at')
      .where('id', '=', id)
      .forShare()
      .executeTakeFirst()
    if (now && !now.deactivated_at && (await passwordOf(write, id)) === password) return true
    await write.sql.deleteFrom('session').where('token', '=', token).execute()
    return false
  })

/** A right password to an address nobody has proven yet: say so, with a fresh code on its way. */
const refuseUnverified = async (email: string, { ip }: Client) => {
  if (await limits().mail.spare(`code:${email}`, ip))
    await transaction(null, ({ enqueue }) => enqueue('send-code', { email }))
  throw notVerified()
}

/**
 * Signs in by address or by number: the same sign-in, so that a wrong password, an address nobody has and a number
 * nobody has are told by nothing, 401 and one hash. Only to the right password: 403 `not_verified` (with a fresh code),
 * 403 `deactivated`. 429 after five tries a minute. With what came from better-auth: headers for the cookie and the token.
 */
export const signIn = async ({ by, identifier, password }: Credentials, client: Client) => {
  await limits().signIn.take(identifier, client.ip)
  const sql = sqlOf(database().orm.em.fork())
  const person = await sql
    .selectFrom('users as u')
    .leftJoin('account as a', join =>
      join.onRef('a.user_id', '=', 'u.id').on('a.provider_id', '=', passwordKind),
    )
    .select(['u.id', 'u.email', 'a.password'])
    .where(`u.${by}`, '=', identifier)
    .executeTakeFirst()
  try {
    const { headers, response } = await openSession(person?.email ?? nobody, password, client)
    if (!person || !(await stillGood(person, response.token))) throw wrong()
    await limits().signIn.forget(identifier)
    return { headers, answer: { token: response.token, user: presentMe(await meRow(sql, person.id)) } }
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    if (error.body?.code === 'EMAIL_NOT_VERIFIED') return refuseUnverified(person!.email, client)
    if (error.statusCode === 401) throw wrong()
    throw error
  }
}
