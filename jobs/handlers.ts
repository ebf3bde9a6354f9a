import { sendCode } from '../server/accounts/send-code.ts'
import { sendPasswordLink } from '../server/accounts/send-password-link.ts'
import { now } from '../server/clock.ts'
import { cancelInterviewsOf } from '../server/interviews/cancel-interviews.ts'
import { closeExpiredJobs } from '../server/job-postings/close-expired.ts'
import { deliverEmail } from '../server/mail/deliver.ts'
import { notify } from '../server/notifications/notify.ts'
import { expireProposals } from '../server/proposals/expire.ts'
import { withdrawOffers } from '../server/proposals/withdraw-offers.ts'
import { expireSubmissions } from '../server/submissions/expire.ts'
import type { JobName } from './catalog.ts'

/** What each job does: one line each. */
export const handlers = {
  notify,
  'deliver-email': deliverEmail,
  'send-code': sendCode,
  'send-password-link': sendPasswordLink,
  'close-expired-jobs': () => closeExpiredJobs(now()),
  'expire-submissions': () => expireSubmissions(now()),
  'expire-proposals': () => expireProposals(now()),
  'withdraw-offers': withdrawOffers,
  'cancel-interviews': cancelInterviewsOf,
} satisfies Record<JobName, (data: never) => Promise<unknown>>
