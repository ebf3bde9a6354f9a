import { parseArgs } from 'node:util'
import { User } from '../../db/entities/user.ts'
import { boot } from '../boot.ts'
import { parseInput } from '../route.ts'
import { transaction } from '../transaction.ts'
import { mailInvitation, makeInvited } from './make-invited.ts'
import { inviteInput } from './schema.ts'

const firstAdmin = inviteInput.pick({ email: true, name: true })

/**
 * An admin with this address, and a link to set their password, mailed and given back: the way in to a new deployment,
 * and back in to one whose admins lost theirs. Throws if somebody who is no admin has the address.
 */
export const makeAdmin = (given: { email: string; name: string }) =>
  transaction(null, async write => {
    const person = parseInput(firstAdmin, given)
    const known = await write.em.findOne(User, { email: person.email, role: 'admin', deactivatedAt: null })
    const admin = known ?? (await makeInvited(write, { ...person, role: 'admin' }, null))
    return mailInvitation(write, admin, { inviterName: 'Hirewire', company: null })
  })

const main = async () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [email, ...name] = positionals
  if (!email || !name.length) throw new Error('Usage: npm run make-admin -- ada@example.com Ada Lovelace')
  const base = await boot()
  try {
    process.stdout.write(`${await makeAdmin({ email, name: name.join(' ') })}\n`)
  } finally {
    await base.close()
  }
}

if (import.meta.main)
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
