import { accountEvents } from './accounts/events.ts'
import { applicationEvents } from './applications/events.ts'
import { companyEvents } from './companies/events.ts'
import { feedbackEvents } from './feedback/events.ts'
import { interviewEvents } from './interviews/events.ts'
import { invoiceEvents } from './invoices/events.ts'
import { jobPostingEvents } from './job-postings/events.ts'
import { notificationEvents } from './notifications/events.ts'
import { placementEvents } from './placements/events.ts'
import { proposalEvents } from './proposals/events.ts'
import { shortlistEvents } from './shortlists/events.ts'
import { submissionEvents } from './submissions/events.ts'
import { threadEvents } from './threads/events.ts'

export { endAccess } from './notifications/end-access.ts'

/** Every durable event of the product. */
export const events = {
  ...applicationEvents,
  ...jobPostingEvents,
  ...accountEvents,
  ...companyEvents,
  ...feedbackEvents,
  ...interviewEvents,
  ...invoiceEvents,
  ...notificationEvents,
  ...placementEvents,
  ...proposalEvents,
  ...shortlistEvents,
  ...submissionEvents,
  ...threadEvents,
}

export type EventName = keyof typeof events
export type EventSubject<Name extends EventName> = Parameters<(typeof events)[Name]['streams']>[1]
