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
  /** How long one may take, in s, before it is taken for dead: a minute unless it says more. */
  longest?: number
}

export const catalog = {
  /** Who hears of an event: a line in the feed of each, and one `deliver-email` for each who hears by mail. */
  notify: {
    on: [
      'application.applied',
      'application.moved',
      'application.rejected',
      'application.withdrawn',
      'application.reopened',
      'shortlist.proposed',
      'submission.proposed',
      'submission.accepted',
      'submission.declined',
      'submission.withdrawn',
      'submission.expired',
      'feedback.given',
      'thread.replied',
      'job.submitted',
      'job.approved',
      'job.returned',
      'job.assigned',
      'interview.proposed',
      'interview.scheduled',
      'interview.rescheduled',
      'interview.edited',
      'interview.cancelled',
      'interview.completed',
      'interview.missed',
      'interview.answered',
      'proposal.made',
      'proposal.accepted',
      'proposal.declined',
      'proposal.withdrawn',
      'proposal.expired',
      'proposal.approved',
      'proposal.returned',
      'placement.made',
      'placement.joined',
      'placement.postponed',
      'placement.fell_through',
      'placement.left',
      'invoice.issued',
      'invoice.payment_recorded',
      'invoice.payment_reversed',
      'invoice.disputed',
      'invoice.resolved',
      'invoice.credited',
      'thread.read',
    ],
    retryLimit: 5,
    retryDelay: 2,
  },
  /** One mail to one person, through the effects ledger. */
  'deliver-email': { awaited: true, retryLimit: 8, retryDelay: 5 },
  /** An invoice or a credit note as a PDF, to whoever pays for the client: at once and at any hour. */
  'send-invoice': { on: ['invoice.issued', 'invoice.credited'], retryLimit: 8, retryDelay: 5 },
  /** Mails that waited: for the end of quiet hours, or to see whether the same is read in the app. */
  'send-waiting-mails': { cron: '* * * * *', retryLimit: 0, retryDelay: 0 },
  /** A code to whoever signed up with an address, a link to whoever has one: jobs, so that asking tells nobody which. */
  'send-code': { awaited: true, retryLimit: 5, retryDelay: 2 },
  'send-password-link': { awaited: true, retryLimit: 5, retryDelay: 2 },
  /** Closes the jobs whose deadline has passed; applying was refused from the instant itself. */
  'close-expired-jobs': { cron: '* * * * *', retryLimit: 0, retryDelay: 0 },
  /** Settles what candidates have not answered in time; answering was refused from the instant itself. */
  'expire-submissions': { cron: '* * * * *', retryLimit: 0, retryDelay: 0 },
  /** Puts on record what nobody has answered in time; answering was refused from the instant itself. */
  'expire-proposals': { cron: '* * * * *', retryLimit: 0, retryDelay: 0 },
  /** Issues the invoices whose time has come: none before. */
  'dispatch-invoices': { cron: '* * * * *', retryLimit: 0, retryDelay: 0 },
  /** Reminds everybody of what they owe and is due by now. */
  'sweep-reminders': { cron: '* * * * *', retryLimit: 0, retryDelay: 0 },
  /** An application that has ended, in whichever way, leaves no offer on the table. */
  'withdraw-offers': {
    on: ['application.rejected', 'application.withdrawn', 'placement.made'],
    retryLimit: 5,
    retryDelay: 2,
  },
  /** An application that is not in the running any more has no interviews ahead. */
  'cancel-interviews': {
    on: ['application.rejected', 'application.withdrawn', 'placement.made'],
    retryLimit: 5,
    retryDelay: 2,
  },
  /** The digests that are due: a batch that another worker holds is that one's. */
  'send-digests': { cron: '* * * * *', longest: 600, retryLimit: 0, retryDelay: 0 },
  /** What nobody needs any more, at night. What it had no time for it finds the next. */
  'clean-up': { cron: '17 2 * * *', longest: 7_200, retryLimit: 0, retryDelay: 0 },
} as const satisfies Record<string, Job>

export type JobName = keyof typeof catalog
export const jobNames = Object.keys(catalog) as JobName[]
export const subscribersOf = (event: string): JobName[] =>
  jobNames.filter(name => (catalog[name] as Job).on?.includes(event))
