import { hashPassword } from 'better-auth/crypto'
import { randomBytes } from 'node:crypto'
import { database } from '../../db/database.ts'
import type { Role } from '../../db/entities/user.ts'
import { newId } from '../../db/new-id.ts'
import { signedIn } from '../support/people.ts'

export const password = 'correct horse battery'
let hash: Promise<string> | undefined
let count = 0

/** A number nobody else has. */
export const newPhone = () => `+4930${9_000_000 + (count += 1)}`
export const newEmail = () => `somebody-${randomBytes(5).toString('hex')}@people.example`

/** Somebody verified who can sign in with `password`, by address or by number. */
export const member = async (role: Role = 'candidate', companyId: string | null = null) => {
  const person = await signedIn(role, companyId)
  const phone = newPhone()
  await database().pool.query('update users set phone_number = $2 where id = $1', [person.id, phone])
  await database().pool.query(
    `insert into account (id, user_id, account_id, provider_id, password) values ($1, $2::uuid, $2::text, 'credential', $3)`,
    [newId(), person.id, await (hash ??= hashPassword(password))],
  )
  return { ...person, phone }
}

export const stateOf = async (email: string) =>
  (
    await database().pool.query(
      `select u.*, c.name as company_name, c.kind as company_kind,
         exists (select from candidate_profile p where p.user_id = u.id) as has_profile
       from users u left join company c on c.id = u.company_id where u.email = $1`,
      [email],
    )
  ).rows[0]
