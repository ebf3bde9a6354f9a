import { z } from 'zod'

const id = z.string().optional()

/** An event as the `notify` job carries it: its name, who did it (null is the system), when, and the ids of its subject. */
export const noticeData = z.object({
  event: z.string(),
  by: z.string().nullable(),
  /** Of this very change: the queue may bring a job twice. */
  at: z.string(),
  applicationId: id,
  historyId: id,
  jobId: id,
  interviewId: id,
  feedbackId: id,
  threadId: id,
  messageId: id,
  proposalId: id,
  submissionId: id,
  placementId: id,
  invoiceId: id,
  creditNoteId: id,
  paymentId: id,
  /** The people and agencies that an assignment brought. */
  assigned: z.array(z.string()).optional(),
  /** Who was asked to sit in an interview with this change, and who is not to come any more. */
  invited: z.array(z.string()).optional(),
  uninvited: z.array(z.string()).optional(),
  /** When an interview was to begin before it was moved. */
  wasAt: z.string().optional(),
})

export type Notice = z.output<typeof noticeData>

/** Names the event in each feed, so that nobody is told of it twice. */
export const eventKey = ({ event, at, by: _by, ...rest }: Notice) => {
  const { assigned: _assigned, invited: _invited, uninvited: _uninvited, wasAt: _wasAt, ...ids } = rest
  return [event, ...Object.values(ids).filter(Boolean), at].join(' ')
}
