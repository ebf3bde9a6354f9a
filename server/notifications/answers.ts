import { z } from 'zod'
import { listOf } from '../schema.ts'

const instant = z.iso.datetime()

export const notificationAnswer = z
  .strictObject({
    id: z.uuid().meta({ description: 'Newer ones have greater ids.' }),
    kind: z.string().meta({
      description: 'The event that it tells of.',
      examples: ['application.moved'],
    }),
    title: z.string().meta({ examples: ['Cara Candidate moved to Interview'] }),
    body: z.string().nullable(),
    url: z.string().meta({ description: 'Where it leads, on this site.', examples: ['/jobs'] }),
    count: z
      .int()
      .meta({ description: 'How many messages it stands for: those of one thread are one line.' }),
    at: instant,
    seenAt: instant.nullable(),
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notification' })

export const notificationListAnswer = listOf(notificationAnswer)

const counts = {
  unseen: z.int().meta({ description: 'Came since you last looked.' }),
  unread: z.int(),
}
export const countsAnswer = z.strictObject(counts).meta({ id: 'FeedCounts' })

/** The feed of a person as their room shows it: what is new, and the latest. */
export const feedAnswer = z
  .strictObject({
    ...counts,
    notifications: z.array(notificationAnswer).meta({ description: 'The 30 newest, newest first.' }),
  })
  .meta({ id: 'Feed' })

/** What an event says of a feed. */
export const feedChange = z
  .strictObject({
    ...counts,
    notifications: z
      .array(notificationAnswer)
      .optional()
      .meta({ description: 'New or changed, or come up among the newest because others went.' }),
    removed: z.array(z.uuid()).optional().meta({ description: 'Not in the feed any more.' }),
  })
  .meta({ id: 'FeedChange' })
