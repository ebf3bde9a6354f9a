import { z } from 'zod'
import type { EventData } from '../event-data.ts'
import { feedChange } from './answers.ts'
import type { notificationEvents } from './events.ts'

const own = { user: { self: z.strictObject({ feed: feedChange }) } }

export const notificationEventData = {
  'notification.created': {
    summary: 'You are told of something; a line for the same thread goes, its count is in the new one',
    data: own,
  },
  'notification.changed': {
    summary:
      'Something in your feed was seen, read or removed, by you or because you may not see it any more',
    data: own,
  },
} satisfies Record<keyof typeof notificationEvents, EventData>
