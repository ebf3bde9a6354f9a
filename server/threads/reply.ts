import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { findThread } from './queries.ts'
import { say } from './say.ts'
import type { ReplyInput } from './schema.ts'

/** Says something in a thread. 409 `conflict` while a discussion is not open, 400 for mentions of people who take no part. */
export const replyToThread = (actor: Actor, { threadId, ...said }: ReplyInput) =>
  transaction(actor, async write => {
    const { thread, place } = await findThread(write.sql, actor, threadId)
    return say(write, actor, { place, kind: thread.kind }, said)
  })
