import { z } from 'zod'
import { enqueueMail } from '../mail/deliver.ts'
import { transaction, type Write } from '../transaction.ts'
import { aboutApplication, aboutJob, type Notice } from './mails.ts'

const job = z.looseObject({
  event: z.string(),
  /** Who did it; null is the system. */
  by: z.string().nullable(),
  applicationId: z.string().optional(),
  historyId: z.string().optional(),
  jobId: z.string().optional(),
  /** Of this very change: the queue may bring a job twice. */
  at: z.string(),
})

/** Who hears of an event by mail, in which words. */
const mailsFor = (write: Write, notice: Notice) =>
  notice.applicationId ? aboutApplication(write, notice) : aboutJob(write, notice)

/**
 * The `notify` job: one `deliver-email` for each person who hears of the event. Facts are read now, not when the event
 * was: who was deactivated meanwhile hears nothing.
 */
export const notify = async (data: unknown) => {
  const notice = job.parse(data)
  await transaction(null, async write => {
    for (const mail of await mailsFor(write, notice)) await enqueueMail(write, mail)
  })
}
