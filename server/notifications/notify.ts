import type { EventName } from '../events.ts'
import { enqueueMail } from '../mail/deliver.ts'
import { transaction, type Write } from '../transaction.ts'
import { aboutApplication, aboutJob, type Mailing } from './mails.ts'
import { markThreadRead } from './mark-thread-read.ts'
import { noticeData, type Notice } from './notice.ts'
import { tellOf } from './tell-of.ts'

/** Who hears of an event by mail, in which words. */
const mailsOf: Partial<Record<EventName, (write: Write, notice: Notice) => Promise<Mailing[]>>> = {
  'application.applied': aboutApplication,
  'application.moved': aboutApplication,
  'application.rejected': aboutApplication,
  'application.withdrawn': aboutApplication,
  'application.reopened': aboutApplication,
  'job.submitted': aboutJob,
  'job.approved': aboutJob,
  'job.returned': aboutJob,
}

/**
 * The `notify` job: a line in the feed of each person who hears of the event, and one `deliver-email` for each who hears
 * by mail. Facts are read now, not when the event was: who was deactivated meanwhile, or may not see it any more, hears
 * nothing. Done twice it tells once.
 */
export const notify = async (data: unknown) => {
  const notice = noticeData.parse(data)
  await transaction(null, async write => {
    await tellOf(write, notice)
    if (notice.event === 'thread.read') await markThreadRead(write, notice)
    for (const mail of (await mailsOf[notice.event as EventName]?.(write, notice)) ?? [])
      await enqueueMail(write, mail)
  })
}
