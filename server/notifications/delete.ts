import type { Actor } from '../actor.ts'
import { transaction } from '../transaction.ts'
import { countsOf, findNotification, holdFeeds } from './queries.ts'
import type { NotificationInput } from './schema.ts'
import { takeOut } from './take-out.ts'

/** Takes one of the actor's own out of their feed, for good. Answers with the counts after it. 404 for anybody else's. */
export const deleteNotification = (actor: Actor, { notificationId }: NotificationInput) =>
  transaction(actor, async write => {
    await holdFeeds(write.sql, [actor.id])
    const { id } = await findNotification(write.sql, actor, notificationId)
    await takeOut(write, [id])
    write.record('notification.changed', { feeds: [{ userId: actor.id, removed: [id] }] })
    return (await countsOf(write.sql, [actor.id]))(actor.id)
  })
