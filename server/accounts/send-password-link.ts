import { z } from 'zod'
import { enqueueMail } from '../mail/deliver.ts'
import { transaction } from '../transaction.ts'
import { holderOfEmail } from './identifiers.ts'
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
