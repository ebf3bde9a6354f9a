import type { EventName } from '../events.ts'
import type { Write } from '../transaction.ts'
import { aboutInterview } from './interview-mails.ts'
import { aboutApplication, aboutJob, type Mailing } from './mails.ts'
import { aboutPlacement, aboutProposal, aboutShortlist } from './news-mails.ts'
import type { Notice } from './notice.ts'
import { aboutSubmission } from './submission-mails.ts'

/** Who hears of an event by mail, in which words. */
export const mailed: Partial<Record<EventName, (write: Write, notice: Notice) => Promise<Mailing[]>>> = {
  'application.applied': aboutApplication,
  'application.moved': aboutApplication,
  'application.rejected': aboutApplication,
  'application.withdrawn': aboutApplication,
  'application.reopened': aboutApplication,
  'shortlist.proposed': aboutShortlist,
  'submission.proposed': aboutSubmission,
  'submission.accepted': aboutSubmission,
  'submission.declined': aboutSubmission,
  'interview.proposed': aboutInterview,
  'interview.scheduled': aboutInterview,
  'interview.rescheduled': aboutInterview,
  'interview.edited': aboutInterview,
  'interview.cancelled': aboutInterview,
  'proposal.made': aboutProposal,
  'proposal.accepted': aboutProposal,
  'proposal.declined': aboutProposal,
  'proposal.withdrawn': aboutProposal,
  'proposal.expired': aboutProposal,
  'proposal.approved': aboutProposal,
  'proposal.returned': aboutProposal,
  'placement.made': aboutPlacement,
  'placement.joined': aboutPlacement,
  'placement.postponed': aboutPlacement,
  'placement.fell_through': aboutPlacement,
  'placement.left': aboutPlacement,
  'job.submitted': aboutJob,
  'job.approved': aboutJob,
  'job.returned': aboutJob,
}

/** The mails about an event: none for most. */
export const mailsAbout = async (write: Write, notice: Notice): Promise<Mailing[]> =>
  (await mailed[notice.event as EventName]?.(write, notice)) ?? []
