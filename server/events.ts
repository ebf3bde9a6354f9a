import { accountEvents } from './accounts/events.ts'
import { applicationEvents } from './applications/events.ts'
import { companyEvents } from './companies/events.ts'
import { jobPostingEvents } from './job-postings/events.ts'

/** Every durable event of the product. */
export const events = { ...applicationEvents, ...jobPostingEvents, ...accountEvents, ...companyEvents }

export type EventName = keyof typeof events
export type EventSubject<Name extends EventName> = Parameters<(typeof events)[Name]['streams']>[1]
