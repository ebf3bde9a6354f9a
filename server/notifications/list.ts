import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage } from '../cursor.ts'
import { presentNotification } from './presenter.ts'
import { countsOf, ownNotifications } from './queries.ts'
import type { NotificationListQuery } from './schema.ts'

/** The actor's own notifications, newest first. */
export const listNotifications = async (actor: Actor, query: NotificationListQuery) => {
  const page = readPage('notifications', query)
  const { unread, kind } = page.filters
  const found = await ownNotifications(sqlOf(database().orm.em.fork()), actor, {
    unread: unread === 'true',
    kinds: kind,
    before: page.after?.[0],
    limit: page.limit + 1,
  })
  const { rows, nextCursor } = cutPage(page, found, ({ id }) => [id])
  return { data: rows.map(presentNotification), page: { nextCursor } }
}

/** How many the actor has not seen, and not read. */
export const countNotifications = async (actor: Actor) =>
  (await countsOf(sqlOf(database().orm.em.fork()), [actor.id]))(actor.id)
