import type { ThreadKind } from '../../db/tables.ts'
import type { Write } from '../transaction.ts'
import type { Notice } from './notice.ts'
import type { Stack } from './presenter.ts'
import { cardFacts, jobOf, seeing, type CardFacts, type Listener, type Subject } from './subjects.ts'

export interface ThreadFacts {
  /** What the thread is, in words that follow “in”. */
  topic: string
  count: number
  stack: Stack
}

/** A thread and the message that is new in it; nothing if it has been taken back meanwhile. */
const readMessage = ({ sql }: Write, { messageId }: Notice) =>
  sql
    .selectFrom('message as m')
    .innerJoin('thread as t', 't.id', 'm.thread_id')
    .select(['m.number', 'm.by_name', 't.id', 't.kind', 't.job_id', 't.application_id'])
    .where('m.id', '=', messageId!)
    .where('m.deleted_at', 'is', null)
    .executeTakeFirst()

/** The line that each of them has of this thread, if they have not read it. */
const openLines = async ({ sql }: Write, threadId: string, userIds: string[]) => {
  const rows = await sql
    .selectFrom('notification')
    .select(['id', 'user_id', 'count', 'data'])
    .where('thread_id', '=', threadId)
    .where('user_id', 'in', userIds)
    .where('read_at', 'is', null)
    .where('removed_at', 'is', null)
    .execute()
  return new Map(
    rows.map(({ user_id, data, ...row }) => [user_id, { ...row, ...(data as { stack: Stack }) }]),
  )
}

const readUpTo = async ({ sql }: Write, threadId: string, userIds: string[]) => {
  const rows = await sql
    .selectFrom('thread_read')
    .select(['user_id', 'number'])
    .where('thread_id', '=', threadId)
    .where('user_id', 'in', userIds)
    .execute()
  return new Map(rows.map(({ user_id, number }) => [user_id, number]))
}

/** What a thread is to its reader, in words that follow “in”. */
export const topicOf = (
  kind: ThreadKind,
  job: { title: string },
  card: CardFacts['card'] | undefined,
  { actor }: Listener,
) => {
  if (kind === 'negotiation' || !card) return `the negotiation of ${job.title}`
  if (kind === 'discussion') return `the discussion of ${card.candidate}`
  return actor.role === 'candidate' ? `your application for ${job.title}` : `the talk with ${card.candidate}`
}

/**
 * A message in a thread, to those who may read that and have not. Messages of one thread that somebody has not read are
 * one line of their feed: it is replaced by one that counts this one too, and so moves to the top. What the message
 * says is in none of them: it may be edited or taken back.
 */
export const thread: Subject<ThreadFacts> = async (write, notice, listeners) => {
  const message = await readMessage(write, notice)
  if (!message) return []
  const { id: threadId, kind, number } = message
  const applicationId = message.application_id
  const jobId = applicationId ? null : message.job_id
  const people = listeners.map(({ actor }) => actor.id)
  const [seen, lines, reads] = await Promise.all([
    seeing(write, listeners, { applicationId, jobId, thread: kind }),
    openLines(write, threadId, people),
    readUpTo(write, threadId, people),
  ])
  return seen.flatMap(({ listener, seen: row }) => {
    const { actor, audiences } = listener
    if ((reads.get(actor.id) ?? 0) >= number) return []
    const shown = row.application && cardFacts(row.application, undefined, listener, undefined)
    const job = shown?.job ?? jobOf(row.job!)
    const before = lines.get(actor.id)
    const count = (before?.count ?? 0) + 1
    const stack = {
      names: [...new Set([...(before?.stack.names ?? []), message.by_name])],
      mentioned: audiences.includes('mentioned') || (before?.stack.mentioned ?? false),
      upTo: Math.max(number, before?.stack.upTo ?? 0),
    }
    const url = applicationId ? `/applications/${applicationId}` : `/jobs/${job.id}/negotiation`
    const frame = {
      body: `${job.title} · ${job.company}`,
      url,
      applicationId,
      jobId,
      threadId,
      count,
      stack,
      ...(before && { replaces: before.id }),
    }
    return [{ listener, facts: { topic: topicOf(kind, job, shown?.card, listener), count, stack }, frame }]
  })
}
