import { dateWords } from '../../templates/web/words.ts'
import { replyHint, replyMarker } from '../../templates/mail/reply-marker.ts'
import type { Actor } from '../actor.ts'
import { env } from '../env.ts'
import { replyAddress } from '../inbound/reply-address.ts'
import { toHtml } from '../threads/markdown.ts'
import { isOpen, policy } from '../threads/policy.ts'
import { seekPlace, subjectOf, type ThreadRow } from '../threads/queries.ts'
import type { Write } from '../transaction.ts'
import type { Mailing } from './mails.ts'
import { readersOf, type Reader } from './readers.ts'
import { seenBy } from './sight.ts'
import { cardFacts, jobOf } from './subjects.ts'
import { topicOf } from './thread-subject.ts'

/** The last of a burst; who comes back to hundreds reads them in the thread. */
const mostShown = 30

/** Those of these messages that are still there and that this person has not read, in the order of the thread. */
const unreadOf = ({ sql }: Write, { userId, threadId, messageIds }: Burst) =>
  sql
    .selectFrom('message as m')
    .leftJoin('thread_read as r', join =>
      join.onRef('r.thread_id', '=', 'm.thread_id').on('r.user_id', '=', userId),
    )
    .select(['m.id', 'm.by_name', 'm.text', 'm.created_at'])
    .where('m.id', 'in', messageIds)
    .where('m.thread_id', '=', threadId)
    .where('m.deleted_at', 'is', null)
    .where('m.by_id', '<>', userId)
    .where(eb => eb('m.number', '>', eb.fn.coalesce('r.number', eb.lit(0))))
    .orderBy('m.number')
    .execute()

/** What the thread is to its reader, as their feed names it; undefined if they may not read it now. */
const placeOf = async (write: Write, { actor, zone }: Reader, thread: ThreadRow) => {
  const applicationId = thread.application_id
  const jobId = applicationId ? null : thread.job_id
  const [seen] = await seenBy(write, [{ actor, applicationId, jobId, thread: thread.kind }])
  if (!seen) return undefined
  const listener = { actor, zone, audiences: [] }
  const shown = seen.application && cardFacts(seen.application, undefined, listener, undefined)
  const job = shown?.job ?? jobOf(seen.job!)
  const topic = topicOf(thread.kind, job, shown?.card, listener)
  const path = applicationId ? `/applications/${applicationId}` : `/jobs/${job.id}/negotiation`
  return { job, topic: topic.charAt(0).toUpperCase() + topic.slice(1), url: `${env().PUBLIC_URL}${path}` }
}

/** Whether they may answer there at this moment: only then the mail says that it can be answered. */
const mayWrite = async ({ sql }: Write, actor: Actor, { kind, job_id, application_id }: ThreadRow) => {
  const place = await seekPlace(sql, application_id ? { applicationId: application_id } : { jobId: job_id })
  const subject = subjectOf(place!, kind, actor)
  return policy.can(actor, 'write', subject) && isOpen(subject)
}

/**
 * By which mail programs know that mails belong together, whatever their subjects, and machines that no answer of theirs is
 * wanted (RFC 3834; Exchange has a header of its own): it would stand in the thread, and be mailed in turn.
 */
const headersOf = (threadId: string, key: string, replyTo: string | undefined) => {
  const { hostname } = new URL(env().PUBLIC_URL)
  const thread = `<thread.${threadId}@${hostname}>`
  return {
    'Message-ID': `<${key}@${hostname}>`,
    'In-Reply-To': thread,
    References: thread,
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
    ...(replyTo && { 'Reply-To': replyTo }),
  }
}

interface Burst {
  userId: string
  threadId: string
  messageIds: string[]
}

/**
 * One mail of what was written in a thread, to one person: of these messages those that still exist, as they are now,
 * and that this person may read and has not. Undefined if nothing is left of it.
 */
export const threadMail = async (write: Write, burst: Burst): Promise<Mailing | undefined> => {
  const { userId, threadId } = burst
  if (!burst.messageIds.length) return undefined
  const [reader] = await readersOf(write, [userId])
  if (!reader) return undefined
  const messages = await unreadOf(write, burst)
  if (!messages.length) return undefined
  const thread = await write.sql
    .selectFrom('thread')
    .selectAll()
    .where('id', '=', threadId)
    .executeTakeFirstOrThrow()
  const place = await placeOf(write, reader, thread)
  if (!place) return undefined

  const mayAnswer = await mayWrite(write, reader.actor, thread)
  const replyTo = mayAnswer ? await replyAddress(write.sql, burst) : undefined
  const key = `${messages.at(-1)!.id}.${userId}`
  return {
    userId,
    urgency: 'grace',
    key: `thread.replied:${key}`,
    to: reader.email,
    template: 'thread-messages',
    headers: headersOf(threadId, key, replyTo),
    data: {
      topic: place.topic,
      jobTitle: place.job.title,
      companyName: place.job.company,
      earlier: Math.max(0, messages.length - mostShown),
      messages: messages.slice(-mostShown).map(({ by_name, created_at, text }) => ({
        by: by_name,
        at: dateWords(created_at, reader.zone),
        html: toHtml(text),
      })),
      zone: reader.zone,
      ...(replyTo && { reply: { hint: replyHint, marker: replyMarker } }),
      url: place.url,
      because: 'somebody wrote in a thread that you take part in',
    },
  }
}
