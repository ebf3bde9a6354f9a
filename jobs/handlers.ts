import { sendCode } from '../server/accounts/send-code.ts'
import { sendPasswordLink } from '../server/accounts/send-password-link.ts'
import { cleanUp } from '../server/clean-up/clean-up.ts'
import { now } from '../server/clock.ts'
import { sendDigests } from '../server/digests/send.ts'
import { cancelInterviewsOf } from '../server/interviews/cancel-interviews.ts'
import { dispatchInvoices } from '../server/invoices/dispatch.ts'
import { sendInvoice } from '../server/invoices/send.ts'
import { closeExpiredJobs } from '../server/job-postings/close-expired.ts'
import { deliverEmail } from '../server/mail/deliver.ts'
import { notify } from '../server/notifications/notify.ts'
import { sendWaitingMails } from '../server/notifications/send-waiting.ts'
import { expireProposals } from '../server/proposals/expire.ts'
import { withdrawOffers } from '../server/proposals/withdraw-offers.ts'
import { sweepReminders } from '../server/reminders/sweep.ts'
import { expireSubmissions } from '../server/submissions/expire.ts'
import type { JobName } from './catalog.ts'

/** What each job does: one line each. */
export const handlers = {
  notify,
  'deliver-email': deliverEmail,
  'send-waiting-mails': () => sendWaitingMails(now()),
  'send-invoice': sendInvoice,
  'send-code': sendCode,
  'send-password-link': sendPasswordLink,
  'close-expired-jobs': () => closeExpiredJobs(now()),
  'expire-submissions': () => expireSubmissions(now()),
  'expire-proposals': () => expireProposals(now()),
  'dispatch-invoices': () => dispatchInvoices(now()),
  'sweep-reminders': () => sweepReminders(now()),
  'withdraw-offers': withdrawOffers,
  'cancel-interviews': cancelInterviewsOf,
  'send-digests': () => sendDigests(now()),
  'clean-up': () => cleanUp(now()),
} satisfies Record<JobName, (data: never) => Promise<unknown>>
