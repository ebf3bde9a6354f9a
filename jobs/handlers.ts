import { sendCode } from '../server/accounts/send-code.ts'
import { sendPasswordLink } from '../server/accounts/send-password-link.ts'
import { closeExpiredJobs } from '../server/job-postings/close-expired.ts'
import { deliverEmail } from '../server/mail/deliver.ts'
import { notify } from '../server/notifications/notify.ts'
import type { JobName } from './catalog.ts'

/** What each job does: one line each. */
export const handlers = {
  notify,
  'deliver-email': deliverEmail,
  'send-code': sendCode,
  'send-password-link': sendPasswordLink,
  'close-expired-jobs': () => closeExpiredJobs(new Date()),
} satisfies Record<JobName, (data: never) => Promise<unknown>>
