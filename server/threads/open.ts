import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { findPlace } from './queries.ts'
import { say } from './say.ts'
import type { OpenInput } from './schema.ts'

/** Says something in the thread of this kind and place, which the first message opens. Otherwise as `replyToThread`. */
export const openThread = (actor: Actor, { kind, of, ...said }: OpenInput) =>
  transaction(actor, async write => {
    const place = await findPlace(write.sql, actor, { kind, of })
    return say(write, actor, { place, kind }, said)
  })
