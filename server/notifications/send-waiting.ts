import { enqueueMails } from '../mail/deliver.ts'
import { reportFault } from '../faults.ts'
import { isFixed } from '../preferences/categories.ts'
import { quietOf } from '../preferences/queries.ts'
import { transaction, type Write } from '../transaction.ts'
import { mailsAbout } from './mailed.ts'
import type { Mailing } from './mails.ts'
import { noticeData } from './notice.ts'
import { outgoing } from './outgoing.ts'
import { threadMail } from './thread-mails.ts'
import { dueGroups, holdDue, seenOf, type Group, type WaitingRow } from './waiting-mails.ts'
import { wishesOf } from './wishes.ts'

/** So many are made at once: each holds a connection. */
const together = 4
/** A job that takes longer is taken for dead; what is left is due in the next minute too. In ms, by the machine. */
const longestMs = 45_000

const noticeOf = (row: WaitingRow) => noticeData.parse(row.notice)

/** What waits for whoever is in their quiet hours by now goes on waiting; the others. */
const postponeQuiet = async ({ sql, now }: Write, rows: WaitingRow[]) => {
  const quietUntil = await quietOf(
    sql,
    rows.flatMap(({ category, user_id }) => (isFixed(category) ? [] : user_id)),
    now,
  )
  for (const { id, user_id } of rows.filter(row => quietUntil(row.user_id)))
    await sql
      .updateTable('waiting_mail')
      .set({ due_at: quietUntil(user_id)! })
      .where('id', '=', id)
      .execute()
  return rows.filter(row => !quietUntil(row.user_id))
}

/** Those who want to hear of it by mail at once, as they choose now. */
const wanting = async (write: Write, rows: WaitingRow[]) => {
  const notices = Map.groupBy(rows, row => row.event_key)
  const wanted: WaitingRow[] = []
  for (const of of notices.values()) {
    const wishOf = await wishesOf(
      write,
      noticeOf(of[0]!),
      of.map(row => row.user_id),
    )
    wanted.push(...of.filter(row => wishOf(row.user_id).mail === 'now'))
  }
  return wanted
}

/** The mails of a group, made from the facts as they are now: who may read them, and what they say. */
const mailsOf = async (write: Write, group: Group, rows: WaitingRow[]): Promise<Mailing[]> => {
  const isSeen = await seenOf(write.sql, rows)
  if ('threadId' in group) {
    const unseen = rows.filter(row => !isSeen(row))
    const messageIds = unseen.map(row => noticeOf(row).messageId!)
    const mail = await threadMail(write, { ...group, messageIds })
    return mail ? [mail] : []
  }
  const rowOf = new Map(rows.map(row => [row.user_id, row]))
  const mails = await mailsAbout(write, noticeOf(rows[0]!))
  return mails.filter(({ userId, urgency }) => {
    const row = rowOf.get(userId)
    return row && !(urgency === 'grace' && isSeen(row))
  })
}

/** One transaction: what is taken out of the waiting ones is in the queue, or neither is. */
const sendGroup = (group: Group, now: Date) =>
  transaction(null, async opened => {
    const write: Write = { ...opened, now }
    const due = await postponeQuiet(write, await holdDue(write, group))
    if (!due.length) return
    const rows = await wanting(write, due)
    const mails = rows.length ? await mailsOf(write, group, rows) : []
    await write.sql
      .deleteFrom('waiting_mail')
      .where(
        'id',
        'in',
        due.map(({ id }) => id),
      )
      .execute()
    const { event } = noticeOf(due[0]!)
    await enqueueMails(
      write,
      mails.map(mail => outgoing({ event }, mail)),
    )
  })

/**
 * The `send-waiting-mails` job: what waited for its time goes out, if its reader still wants it, may read it and has not
 * seen it. Each once, however many work at it. One that cannot be made stays, is reported, and keeps none from the others.
 */
export const sendWaitingMails = async (now: Date) => {
  const groups = await dueGroups(now)
  const started = Date.now()
  while (groups.length && Date.now() - started < longestMs)
    await Promise.all(
      groups.splice(0, together).map(async group => {
        try {
          await sendGroup(group, now)
        } catch (error) {
          reportFault(error, 'a mail that waited could not be made', { job: 'send-waiting-mails' })
        }
      }),
    )
}
