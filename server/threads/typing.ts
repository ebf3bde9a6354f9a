import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { authorize } from '../policy.ts'
import { streamsOfThread } from './events.ts'
import { isOpen, policy } from './policy.ts'
import { findThread } from './queries.ts'
import { opensLater } from './say.ts'

/** The streams of those who may know that the actor is writing in a thread. Throws what `replyToThread` would. */
export const streamsForTyping = async (actor: Actor, threadId: string) => {
  const { thread, subject } = await findThread(sqlOf(database().orm.em.fork()), actor, threadId)
  authorize(policy, 'write', actor, subject)
  if (!isOpen(subject)) throw opensLater()
  return streamsOfThread(thread)
}
