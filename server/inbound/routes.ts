import { guardPostmark } from '../hooks/guard.ts'
import { route } from '../route.ts'
import { receiveMail } from './receive.ts'
import { inboundAnswer, inboundMail } from './schema.ts'

/** Postmark takes mails of 35 MB, and posts their files, which we leave, as text that is a third longer. */
const largest = 50 * 1_024 * 1_024

export const inboundRoutes = [
  route({
    method: 'post',
    path: '/hooks/postmark/inbound',
    summary: 'A mail that came in: an answer to a mail of a thread is said there',
    tag: 'Webhooks',
    who: 'everyone',
    guard: guardPostmark,
    body: inboundMail,
    limit: largest,
    answer: inboundAnswer,
    handle: ({ body }) => receiveMail(body),
  }),
]
