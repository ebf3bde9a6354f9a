/**
 * Every background job on one page. `on`: the events that start it, in the transaction of the event. `cron` is UTC.
 * `awaited`: a person waits for it, so its arrival is notified (a few ms) instead of polled (half a second).
 */
export interface Job {
  on?: readonly string[]
  cron?: string
  awaited?: boolean
  retryLimit: number
  /** Seconds before the first retry; it doubles from there. */
  retryDelay: number
}

export const catalog = {
  /** Who hears of an event by mail: one `deliver-email` for each. */
  notify: {
    on: [
      'application.applied',
      'application.moved',
      'application.rejected',
      'application.withdrawn',
      'application.reopened',
      'job.submitted',
      'job.approved',
      'job.returned',
    ],
    retryLimit: 5,
    retryDelay: 2,
  },
  /** One mail to one person, through the effects ledger. */
  'deliver-email': { awaited: true, retryLimit: 8, retryDelay: 5 },
  /** A code to whoever signed up with an address, a link to whoever has one: jobs, so that asking tells nobody which. */
  'send-code': { awaited: true, retryLimit: 5, retryDelay: 2 },
  'send-password-link': { awaited: true, retryLimit: 5, retryDelay: 2 },
  /** Closes the jobs whose deadline has passed; applying was refused from the instant itself. */
  'close-expired-jobs': { cron: '* * * * *', retryLimit: 0, retryDelay: 0 },
} as const satisfies Record<string, Job>

export type JobName = keyof typeof catalog
export const jobNames = Object.keys(catalog) as JobName[]
export const subscribersOf = (event: string): JobName[] =>
  jobNames.filter(name => (catalog[name] as Job).on?.includes(event))
