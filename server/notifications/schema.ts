import { z } from 'zod'
import { anyOf, id, listQuery } from '../schema.ts'
import { feedKinds } from './kinds.ts'

export const notificationInput = z.strictObject({ notificationId: id })
export const markInput = notificationInput.extend({
  read: z.boolean().meta({ description: 'False makes it unread again.' }),
})
export const nothing = z.strictObject({})

export const notificationListQuery = z.strictObject({
  ...listQuery,
  unread: z.literal('true').optional().meta({ description: 'Only what is not read.' }),
  kind: anyOf(z.enum(feedKinds))
    .optional()
    .meta({ description: 'One or more: `application.moved,thread.replied`.' }),
})

export type NotificationInput = z.output<typeof notificationInput>
export type MarkInput = z.output<typeof markInput>
export type NotificationListQuery = z.output<typeof notificationListQuery>
