import type { EventKind, StreamEntry, Writing } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { presentNotification } from './presenter.ts'
import { countsOf, notificationRows, windowsOf } from './queries.ts'
import { windowSize } from '../../realtime/apply.ts'

/** What changed in one person's feed: these notifications are new or different, those are gone. */
export interface FeedChange {
  userId: string
  changed?: string[]
  removed?: string[]
}

/** Of these, as many of the newest as a room can show at all. */
const newestOf = (ids: string[] = []) => ids.toSorted().slice(-windowSize)

/** As many as went come up at the end of what the room shows. */
const gapOf = ({ changed = [], removed = [] }: FeedChange) =>
  Math.min(Math.max(removed.length - changed.length, 0), windowSize)

/** Every change with the counts as they are now, in a few statements however many people it concerns. */
const streams = async ({ sql }: Writing, { feeds }: { feeds: FeedChange[] }): Promise<StreamEntry[]> => {
  const newest = feeds.flatMap(({ changed }) => newestOf(changed))
  const shrunk = feeds.filter(feed => gapOf(feed) > 0).map(({ userId }) => userId)
  const [counts, rows, windows] = await Promise.all([
    countsOf(
      sql,
      feeds.map(({ userId }) => userId),
    ),
    notificationRows(sql, newest),
    windowsOf(sql, shrunk),
  ])
  const changed = Map.groupBy(rows, row => row.user_id)
  return feeds.map(feed => {
    const { userId } = feed
    const removed = newestOf(feed.removed)
    const gap = gapOf(feed)
    const risen = gap ? (windows.get(userId) ?? []).slice(-gap) : []
    const notifications = [...(changed.get(userId) ?? []), ...risen].map(presentNotification)
    return {
      stream: streamOf(`user:${userId}`, 'self'),
      data: {
        feed: {
          ...counts(userId),
          ...(notifications.length && { notifications }),
          ...(removed.length && { removed }),
        },
      },
    }
  })
}

const kind: EventKind<{ feeds: FeedChange[] }> = { v: 1, streams, about: () => ({}) }

export const notificationEvents = {
  'notification.created': kind,
  'notification.changed': kind,
} satisfies Record<string, EventKind<{ feeds: FeedChange[] }>>
