import { isDeepStrictEqual } from 'node:util'
import { enqueueMails } from '../mail/deliver.ts'
import { reportFault } from '../faults.ts'
import { isFixed } from '../preferences/categories.ts'
import { quietOf } from '../preferences/queries.ts'
import { transaction, type Write } from '../transaction.ts'
import { inOneMail, type Made } from './in-one-mail.ts'
import { mailsAbout } from './mailed.ts'
import type { Mailing } from './mails.ts'
import { noticeData } from './notice.ts'
import { outgoing } from './outgoing.ts'
import { threadMail } from './thread-mails.ts'
import { dueGroups, holdDue, isInBursts, linesInFeed, type Group, type WaitingRow } from './waiting-mails.ts'
import { wishesOf } from './wishes.ts'

/** So many are made at once: each holds a connection. */
const together = 4
/** A job that takes longer is taken for dead; what is left is due in the next minute too. In ms, by the machine. */
const longestMs = 45_000

const noticeOf = (row: WaitingRow) => noticeData.parse(row.notice)
const idsOf = (rows: WaitingRow[]) => rows.map(({ id }) => id)

/** Whether it is quiet around their reader by now: then they go on waiting. */
const isPostponed = async ({ sql, now }: Write, { userId, category }: Group, rows: WaitingRow[]) => {
  if (isFixed(category)) return false
  const until = (await quietOf(sql, [userId], now))(userId)
  if (!until) return false
  await sql.updateTable('waiting_mail').set({ due_at: until }).where('id', 'in', idsOf(rows)).execute()
  return true
}

/** Those of which their reader wants to hear by mail at once, as they choose now. */
const wanting = async (write: Write, rows: WaitingRow[]) => {
  const wanted: WaitingRow[] = []
  for (const row of rows) {
    const wishOf = await wishesOf(write, noticeOf(row), [row.user_id])
    if (wishOf(row.user_id).mail === 'now') wanted.push(row)
  }
  return wanted
}

/** Of two changes of one thing, both told as it is now, the second tells nothing new. */
const isToldBy = (made: Made[], mail: Mailing) =>
  made.some(before => isDeepStrictEqual(before.mail.data, mail.data))

/** The mails of a group, made from the facts as they are now: whether their reader may read them, and what they say. */
const mailsOf = async (write: Write, group: Group, rows: WaitingRow[]): Promise<Mailing[]> => {
  const lines = await linesInFeed(write.sql, rows)
  const { userId, threadId, category } = group
  if (threadId !== null) {
    const unseen = rows.filter(({ id }) => !lines.get(id)?.isSeen)
    const mail = await threadMail(write, {
      userId,
      threadId,
      messageIds: unseen.map(row => noticeOf(row).messageId!),
    })
    return mail ? [mail] : []
  }
  const made: Made[] = []
  for (const row of rows) {
    const line = lines.get(row.id)
    const mail = (await mailsAbout(write, noticeOf(row))).find(each => each.userId === userId)
    if (!mail || isToldBy(made, mail) || (mail.urgency === 'grace' && line?.isSeen)) continue
    made.push({ waitingId: row.id, mail, line })
  }
  return isInBursts(category) ? inOneMail(made, group) : made.map(({ mail }) => mail)
}

/** One transaction: what is taken out of the waiting ones is in the queue, or neither is. */
const sendGroup = (group: Group, now: Date) =>
  transaction(null, async opened => {
    const write: Write = { ...opened, now }
    const due = await holdDue(write, group)
    if (!due.length || (await isPostponed(write, group, due))) return
    const mails = await mailsOf(write, group, await wanting(write, due))
    await write.sql.deleteFrom('waiting_mail').where('id', 'in', idsOf(due)).execute()
    await enqueueMails(
      write,
      mails.map(mail => outgoing(group.category, mail)),
    )
  })

/** What cannot be made stays, and is reported; it keeps nobody else, and nothing else of theirs, from going. */
const sendOrReport = async (group: Group, now: Date) => {
  try {
    await sendGroup(group, now)
  } catch (error) {
    if (group.ids.length === 1)
      return reportFault(error, 'a mail that waited could not be made', { job: 'send-waiting-mails' })
    for (const id of group.ids) await sendOrReport({ ...group, ids: [id] }, now)
  }
}

/**
 * The `send-waiting-mails` job: what waited for its time goes out, if its reader still wants it, may read it and has not
 * seen it: of a burst one mail. Each once, however many work at it.
 */
export const sendWaitingMails = async (now: Date) => {
  const groups = await dueGroups(now)
  const started = Date.now()
  while (groups.length && Date.now() - started < longestMs)
    await Promise.all(groups.splice(0, together).map(group => sendOrReport(group, now)))
}
