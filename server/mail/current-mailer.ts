import { database } from '../../db/database.ts'
import { env } from '../env.ts'
import type { Mailer } from './mailer.ts'
import { outboxMailer } from './outbox.ts'
import { postmarkMailer } from './postmark.ts'

let current: Mailer | undefined

/** What carries this process's mail: Postmark if there is a token, the outbox otherwise. */
export const mailer = () =>
  (current ??= env().POSTMARK_TOKEN
    ? postmarkMailer({
        token: env().POSTMARK_TOKEN!,
        from: env().MAIL_FROM,
        ...(env().POSTMARK_HOST && { requestHost: env().POSTMARK_HOST!, useHttps: false }),
        timeoutMs: 15_000,
      })
    : outboxMailer((sql, params) => database().pool.query(sql, params)))
