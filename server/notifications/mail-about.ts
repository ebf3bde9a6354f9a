import { categoryOf, isFixed, type Channels } from '../preferences/categories.ts'
import { quietOf } from '../preferences/queries.ts'
import { enqueueMails } from '../mail/deliver.ts'
import type { Write } from '../transaction.ts'
import { mailsAbout } from './mailed.ts'
import type { Mailing, Urgency } from './mails.ts'
import type { Notice } from './notice.ts'
import { outgoing } from './outgoing.ts'
import { putInWaiting } from './put-in-waiting.ts'

/** Whoever reads it in the app within this time gets no mail of it, in ms. */
const graceMs = 2 * 60_000

/** When a mail of this urgency may go to each of these people: not before its grace is over, nor in their quiet hours. */
const dueTimes = async (
  { sql, now }: Write,
  { event }: Notice,
  asked: { userId: string; urgency: Urgency }[],
) => {
  const late = new Date(now.getTime() + graceMs)
  const always = isFixed(categoryOf(event))
  const of = (urgency: Urgency) => asked.flatMap(one => (one.urgency === urgency ? one.userId : []))
  const [quietNow, quietLater] = [
    await quietOf(sql, always ? [] : of('at_once'), now),
    await quietOf(sql, always ? [] : of('grace'), late),
  ]
  return ({ userId, urgency }: { userId: string; urgency: Urgency }): Date => {
    if (urgency === 'critical') return now
    return urgency === 'at_once' ? (quietNow(userId) ?? now) : (quietLater(userId) ?? late)
  }
}

/** A mail to one person, if they want it; that of a thread is made when it goes. */
interface Asked {
  userId: string
  urgency: Urgency
  mailing?: Mailing
}

/** The mails about an event. Of what is new in a thread one to each who may read it, whether or not it is a line of their feed. */
export const askedFor = async (
  write: Write,
  notice: Notice,
  lines: { userId: string }[],
): Promise<Asked[]> =>
  notice.event === 'thread.replied'
    ? lines.map(({ userId }) => ({ userId, urgency: 'grace' }))
    : (await mailsAbout(write, notice)).map(mailing => ({
        userId: mailing.userId,
        urgency: mailing.urgency,
        mailing,
      }))

/** Shared step: mails everybody who wants to hear of it by mail at once: now, or once it is time. */
export const mailAbout = async (
  write: Write,
  notice: Notice,
  { asked, wishOf }: { asked: Asked[]; wishOf: (userId: string) => Channels },
) => {
  const wanted = asked.filter(
    ({ userId, urgency }) => urgency === 'critical' || wishOf(userId).mail === 'now',
  )
  if (!wanted.length) return
  const dueAt = await dueTimes(write, notice, wanted)
  const isDue = (one: Asked) => dueAt(one) <= write.now
  await enqueueMails(
    write,
    wanted.flatMap(one => (one.mailing && isDue(one) ? outgoing(categoryOf(notice.event), one.mailing) : [])),
  )
  await putInWaiting(
    write,
    notice,
    wanted.filter(one => !isDue(one)).map(one => ({ userId: one.userId, dueAt: dueAt(one) })),
  )
}
