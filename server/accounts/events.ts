import type { EventKind } from '../event-kind.ts'
import { streamOf } from '../log.ts'
import { meRow, presentMe } from './me.ts'

export interface PersonChange {
  userId: string
}

const kind: EventKind<PersonChange> = {
  v: 1,
  streams: async ({ sql }, { userId }) => [
    { stream: streamOf(`user:${userId}`, 'self'), data: { user: presentMe(await meRow(sql, userId)) } },
  ],
}

/** What a person's own room hears of their account and of the jobs they are tied to. */
export const accountEvents = {
  'user.updated': kind,
  'user.assigned': kind,
} satisfies Record<string, EventKind<PersonChange>>
