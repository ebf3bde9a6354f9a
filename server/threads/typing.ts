import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { streamOf } from '../log.ts'
import { streamsOfThread } from './events.ts'
import { isOpen, policy, sidesOf } from './policy.ts'
import { findThread, type ThreadRow } from './queries.ts'
import { opensLater } from './say.ts'

/** On their boards they see it at the card; interviewers and candidates have none. */
const boardsOf = ({ kind, job_id }: ThreadRow) =>
  sidesOf[kind].flatMap(side =>
    side === 'staff' || side === 'client' ? streamOf(`job:${job_id}`, side) : [],
  )

/**
 * The streams of those who may know that the actor is writing in a thread, and the application it is about, if it is about
 * one. Throws what `replyToThread` would.
 */
export const readTyping = async (actor: Actor, threadId: string) => {
  const { thread, subject } = await findThread(sqlOf(database().orm.em.fork()), actor, threadId)
  authorize(policy, 'write', actor, subject)
  if (!isOpen(subject)) throw opensLater()
  const streams = new Set([...streamsOfThread(thread), ...boardsOf(thread)])
  return { streams: [...streams], applicationId: thread.application_id }
}
