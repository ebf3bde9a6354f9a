import { z } from 'zod'
import { guardPostmark } from '../hooks/guard.ts'
import { route } from '../route.ts'
import { reactivateMail } from './reactivate.ts'
import { postmarkEvent } from './schema.ts'
import { takePostmarkEvent } from './take.ts'

export const mailRoutes = [
  route({
    method: 'post',
    path: '/hooks/postmark',
    summary: 'What became of our mails: bounces, complaints, subscriptions',
    tag: 'Webhooks',
    who: 'everyone',
    guard: guardPostmark,
    body: postmarkEvent,
    // A bounce may quote the mail that it answers.
    limit: 256 * 1_024,
    answer: z.strictObject({ status: z.enum(['taken', 'taken_before', 'ignored']) }),
    handle: ({ body }) => takePostmarkEvent(body),
  }),
  route({
    method: 'post',
    path: '/me/mail/reactivate',
    summary: 'Send mail to your address again after it bounced',
    tag: 'Preferences',
    who: 'signed_in',
    answer: z.undefined(),
    status: 204,
    errors: ['conflict', 'too_many_requests'],
    handle: ({ actor }) => reactivateMail(actor),
  }),
]
