import { z } from 'zod'
import { newId } from '../../db/new-id.ts'
import { enqueueMail } from '../mail/deliver.ts'
import { transaction } from '../transaction.ts'
import { holderOfEmail } from './identifiers.ts'
import { limits } from './limits.ts'
import { makePasswordLink } from './password-link.ts'
import { resetMinutes } from './schema.ts'

const job = z.object({ email: z.string(), requestId: z.string() })

/**
 * The `send-password-link` job: a link to whoever has this address, verified or not, since following it proves the
 * address as well; nothing for others. A job, so that asking takes as long for an address nobody has.
 */
export const sendPasswordLink = async (data: unknown) => {
  const { email, requestId } = job.parse(data)
  await transaction(null, async write => {
    const person = await holderOfEmail(write, email)
    if (!person || person.deactivated_at) return
    await enqueueMail(write, {
      key: `reset-password:${requestId}`,
      to: email,
      template: 'reset-password',
      data: {
        name: person.name,
        url: await makePasswordLink(write, person.id, { minutes: resetMinutes }),
        minutes: resetMinutes,
      },
    })
  })
}

/** Asks for a link to set a new password. The answer is the same whether anybody has this address or not. Throws 429. */
export const requestPasswordReset = async ({ email }: { email: string }, ip: string) => {
  await limits().mail.take(`link:${email}`, ip)
  await transaction(null, ({ enqueue }) => enqueue('send-password-link', { email, requestId: newId() }))
  return { status: 'accepted' as const }
}
