import { transaction } from '../transaction.ts'
import { mailAbout } from './mail-about.ts'
import { markThreadRead } from './mark-thread-read.ts'
import { noticeData } from './notice.ts'
import { tellOf } from './tell-of.ts'

/**
 * The `notify` job: a line in the feed of each person who hears of the event, and a mail to each who hears by mail: at once,
 * or once it is time. Facts are read now, not when the event was: who was deactivated meanwhile, or may not see it any more, hears
 * nothing. Done twice it tells once.
 */
export const notify = async (data: unknown) => {
  const notice = noticeData.parse(data)
  await transaction(null, async write => {
    const told = await tellOf(write, notice)
    if (notice.event === 'thread.read') await markThreadRead(write, notice)
    await mailAbout(write, notice, told)
  })
}
