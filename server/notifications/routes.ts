import { z } from 'zod'
import { route, type Route } from '../route.ts'
import { id } from '../schema.ts'
import { countsAnswer, notificationAnswer, notificationListAnswer } from './answers.ts'
import { deleteNotification } from './delete.ts'
import { countNotifications, listNotifications } from './list.ts'
import { markAllRead } from './mark-all-read.ts'
import { markNotification } from './mark.ts'
import { checkOwn } from './policy.ts'
import { markInput, notificationListQuery } from './schema.ts'
import { seeNotifications } from './see.ts'

const tag = 'Notifications'
const params = z.strictObject({ id })
const mark = markInput.omit({ notificationId: true })

const own = [
  route({
    method: 'get',
    path: '/notifications',
    summary: 'Your feed, newest first',
    tag,
    who: 'signed_in',
    query: notificationListQuery,
    answer: notificationListAnswer,
    handle: ({ actor, query }) => listNotifications(actor, query),
  }),
  route({
    method: 'get',
    path: '/notifications/count',
    summary: 'How many you have not seen, and not read',
    tag,
    who: 'signed_in',
    answer: countsAnswer,
    handle: ({ actor }) => countNotifications(actor),
  }),
  route({
    method: 'post',
    path: '/notifications/seen',
    summary: 'You have looked: everything up to now is seen',
    tag,
    who: 'signed_in',
    answer: countsAnswer,
    handle: ({ actor }) => seeNotifications(actor),
  }),
  route({
    method: 'post',
    path: '/notifications/mark-all-read',
    summary: 'Mark everything up to now read',
    tag,
    who: 'signed_in',
    answer: countsAnswer,
    handle: ({ actor }) => markAllRead(actor),
  }),
  route({
    method: 'patch',
    path: '/notifications/{id}',
    summary: 'Mark one read, or unread again',
    tag,
    who: 'signed_in',
    params,
    body: mark,
    answer: notificationAnswer,
    errors: ['conflict'],
    handle: ({ actor, params, body }) => markNotification(actor, { ...body, notificationId: params.id }),
  }),
  route({
    method: 'delete',
    path: '/notifications/{id}',
    summary: 'Take one out of your feed',
    tag,
    who: 'signed_in',
    params,
    answer: z.undefined(),
    status: 204,
    handle: ({ actor, params }) => deleteNotification(actor, { notificationId: params.id }),
  }),
]

const ofUser = z.strictObject({ id })
const oneOfUser = ofUser.extend({ notificationId: id })

/** The same under the person's own address. Anybody else's is 404. */
const underUser = (route: Route): Route => {
  const isOne = route.params !== undefined
  return {
    ...route,
    path: `/users/{id}${route.path.replace('{id}', '{notificationId}')}`,
    summary: `${route.summary}; the same under your own id`,
    params: isOne ? oneOfUser : ofUser,
    handle: asked => {
      const { id: userId, notificationId } = asked.params as z.output<typeof oneOfUser>
      checkOwn(asked.actor!, userId)
      return route.handle({ ...asked, params: { id: notificationId } as never })
    },
  }
}

export const notificationRoutes: Route[] = [...own, ...own.map(underUser)]
