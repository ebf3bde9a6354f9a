import { z } from 'zod'
import { database, sqlOf } from '../../db/database.ts'
import { newId } from '../../db/new-id.ts'
import { auth } from '../auth.ts'
import { enqueueMail } from '../mail/deliver.ts'
import { transaction } from '../transaction.ts'
import { holderOfEmail } from './identifiers.ts'
import { codeMinutes } from './schema.ts'

const job = z.object({ email: z.string() })

/**
 * The `send-code` job: a fresh code to whoever signed up with this address and has not verified it; nothing for others.
 * A job, so that asking takes as long for an address that has nothing to verify.
 */
export const sendCode = async (data: unknown) => {
  const { email } = job.parse(data)
  const person = await holderOfEmail({ sql: sqlOf(database().orm.em.fork()) }, email)
  if (!person?.isPending) return
  const code = await auth().api.createVerificationOTP({ body: { email, type: 'email-verification' } })
  await transaction(null, write =>
    enqueueMail(write, {
      key: `verification-code:${newId()}`,
      to: email,
      template: 'verification-code',
      data: { name: person.name, code, minutes: codeMinutes },
    }),
  )
}
