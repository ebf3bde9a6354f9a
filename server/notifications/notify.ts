import { transaction } from '../transaction.ts'
import { linesOf } from './lines-of.ts'
import { askedFor, mailAbout } from './mail-about.ts'
import { markThreadRead } from './mark-thread-read.ts'
import { eventKey, noticeData } from './notice.ts'
import { putInFeeds } from './put-in-feeds.ts'
import { wishesOf } from './wishes.ts'

/**
 * The `notify` job: a line in the feed of each person who hears of the event, and a mail to each who hears by mail: at
 * once, or once it is time. Facts are read now, not when the event was: who was deactivated meanwhile, or may not see it
 * any more, hears nothing. Done twice it tells once.
 */
export const notify = async (data: unknown) => {
  const notice = noticeData.parse(data)
  const { event } = notice
  await transaction(null, async write => {
    if (event === 'thread.read') return markThreadRead(write, notice)
    const lines = await linesOf(write, notice)
    const asked = await askedFor(write, notice, lines)
    const people = new Set([...lines, ...asked].map(({ userId }) => userId))
    if (!people.size) return
    const wishOf = await wishesOf(write, notice, [...people])
    const wanted = lines.filter(({ userId }) => wishOf(userId).inApp)
    await putInFeeds(write, { event, eventKey: eventKey(notice), lines: wanted })
    await mailAbout(write, notice, { asked, wishOf })
  })
}
