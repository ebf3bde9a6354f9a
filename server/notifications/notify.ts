import { enqueueMail } from '../mail/deliver.ts'
import { transaction } from '../transaction.ts'
import { mailsAbout } from './mailed.ts'
import { markThreadRead } from './mark-thread-read.ts'
import { noticeData } from './notice.ts'
import { tellOf } from './tell-of.ts'

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
    for (const mail of await mailsAbout(write, notice)) await enqueueMail(write, mail)
  })
}
