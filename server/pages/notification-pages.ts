import type { Request } from 'express'
import { database, sqlOf } from '../../db/database.ts'
import { feedKinds } from '../notifications/kinds.ts'
import { listNotifications } from '../notifications/list.ts'
import { countsOf } from '../notifications/queries.ts'
import { notificationListQuery } from '../notifications/schema.ts'
import { parseInput } from '../route.ts'
import { page } from './page.ts'

/** What notifications can be about, by the features whose events they tell of. */
const topics = [
  {
    name: 'applications',
    label: 'Applications',
    features: ['application', 'shortlist', 'submission'],
  },
  { name: 'interviews', label: 'Interviews', features: ['interview', 'feedback'] },
  { name: 'messages', label: 'Messages', features: ['thread'] },
  { name: 'offers', label: 'Offers', features: ['proposal'] },
  { name: 'placements', label: 'Placements', features: ['placement'] },
  { name: 'invoices', label: 'Invoices', features: ['invoice'] },
  { name: 'jobs', label: 'Jobs', features: ['job'] },
  { name: 'reminders', label: 'Reminders', features: ['reminder', 'tip'] },
]

const kindsOf = (features: string[]) => feedKinds.filter(kind => features.includes(kind.split('.', 1)[0]!))

const asked = ({ query }: Request) => {
  const topic = topics.find(({ name }) => name === query.topic)
  return {
    topic,
    unread: query.unread === 'true',
    cursor: typeof query.cursor === 'string' ? query.cursor : undefined,
  }
}

/** The address of the page under these filters; what is not narrowed is not in it. */
const hrefOf = (filters: { topic?: string | undefined; unread?: boolean; cursor?: string | null }) => {
  const parameters = new URLSearchParams({
    ...(filters.topic && { topic: filters.topic }),
    ...(filters.unread && { unread: 'true' }),
    ...(filters.cursor && { cursor: filters.cursor }),
  })
  return parameters.size ? `/notifications?${parameters}` : '/notifications'
}

export const notificationPages = [
  page({
    path: '/notifications',
    who: 'signed_in',
    show: async ({ actor, request }) => {
      const { topic, unread, cursor } = asked(request)
      const query = parseInput(notificationListQuery, {
        ...(unread && { unread: 'true' }),
        ...(topic && { kind: kindsOf(topic.features).join(',') }),
        ...(cursor && { cursor }),
      })
      const [list, counts] = await Promise.all([
        listNotifications(actor, query),
        countsOf(sqlOf(database().orm.em.fork()), [actor.id]),
      ])
      const shownTopics = [{ name: undefined, label: 'Everything' }, ...topics].map(({ name, label }) => ({
        label,
        href: hrefOf({ topic: name, unread }),
        current: name === topic?.name,
      }))
      const data = {
        lines: list.data.map(line => ({
          ...line,
          isUnread: line.readAt === null,
          isReminder: /^(reminder|tip)\./.test(line.kind),
        })),
        unread: counts(actor.id).unread,
        topics: shownTopics,
        onlyUnread: unread,
        toggle: hrefOf({ topic: topic?.name, unread: !unread }),
        isNarrowed: unread || topic !== undefined || cursor !== undefined,
        next: list.page.nextCursor && hrefOf({ topic: topic?.name, unread, cursor: list.page.nextCursor }),
      }
      return { template: 'notifications', title: 'Notifications', data, script: 'notifications' }
    },
  }),
]
