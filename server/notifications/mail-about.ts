import { categoryOf, isFixed } from '../preferences/categories.ts'
import { quietOf } from '../preferences/queries.ts'
import { enqueueMails } from '../mail/deliver.ts'
import type { Write } from '../transaction.ts'
import { mailsAbout } from './mailed.ts'
import type { Mailing, Urgency } from './mails.ts'
import type { Notice } from './notice.ts'
import { outgoing } from './outgoing.ts'
import { putInWaiting } from './put-in-waiting.ts'
import { wishesOf } from './wishes.ts'

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

/**
 * Shared step: mails everybody who hears of an event by mail and wants to at once: now, or once it is time. `told` are
 * those who may read what is new in a thread, whether or not it is a line of their feed: its mail is made when it goes.
 */
export const mailAbout = async (write: Write, notice: Notice, told: string[]) => {
  const isInThread = notice.event === 'thread.replied'
  const made = isInThread ? [] : await mailsAbout(write, notice)
  const asked: { userId: string; urgency: Urgency; mailing?: Mailing }[] = isInThread
    ? told.map(userId => ({ userId, urgency: 'grace' as const }))
    : made.map(mailing => ({ userId: mailing.userId, urgency: mailing.urgency, mailing }))
  if (!asked.length) return
  const wishOf = await wishesOf(
    write,
    notice,
    asked.map(({ userId }) => userId),
  )
  const wanted = asked.filter(
    ({ userId, urgency }) => urgency === 'critical' || wishOf(userId).mail === 'now',
  )
  const dueAt = await dueTimes(write, notice, wanted)
  const isDue = (one: (typeof wanted)[number]) => dueAt(one) <= write.now
  await enqueueMails(
    write,
    wanted.flatMap(one => (one.mailing && isDue(one) ? outgoing(notice, one.mailing) : [])),
  )
  await putInWaiting(
    write,
    notice,
    wanted.filter(one => !isDue(one)).map(one => ({ userId: one.userId, dueAt: dueAt(one) })),
  )
}
