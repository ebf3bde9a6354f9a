import { createHmac, randomBytes } from 'node:crypto'
import { database } from '../../db/database.ts'
import type { Role } from '../../db/entities/user.ts'
import { newId } from '../../db/new-id.ts'
import { auth } from '../../server/auth.ts'

export interface Person {
  id: string
  name: string
  email: string
  role: Role
  companyId: string | null
  sessionId: string
  /** A session token, good as a bearer. */
  token: string
}

const query = (text: string, params: unknown[]) => database().pool.query(text, params)
let count = 0

/** A person who is verified and signed in, put there without the front door: signing in has tests of its own. */
export const signedIn = async (
  role: Role,
  companyId: string | null = null,
  name?: string,
): Promise<Person> => {
  count += 1
  const person: Person = {
    id: newId(),
    name: name ?? `${role} ${count}`,
    email: `${role}${count}-${randomBytes(3).toString('hex')}@people.example`,
    role,
    companyId,
    sessionId: newId(),
    token: randomBytes(16).toString('hex'),
  }
  await query(
    `insert into users (id, name, email, email_verified, role, company_id) values ($1, $2, $3, true, $4, $5)`,
    [person.id, person.name, person.email, role, companyId],
  )
  if (role === 'candidate') await query(`insert into candidate_profile (user_id) values ($1)`, [person.id])
  await query(
    `insert into session (id, user_id, token, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
    [person.sessionId, person.id, person.token],
  )
  return person
}

/** The cookie a browser of this person would send. */
export const sessionCookie = async ({ token }: Pick<Person, 'token'>) => {
  const { authCookies, secret } = await auth().$context
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `${authCookies.sessionToken.name}=${encodeURIComponent(`${token}.${signature}`)}`
}
