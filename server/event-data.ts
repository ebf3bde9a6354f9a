import type { z } from 'zod'

/** The kinds of room, and the audiences that each has a stream for. */
export interface RoomAudiences {
  job: 'staff' | 'client' | 'agency'
  application: 'staff' | 'client' | 'agency' | 'interviewer' | 'candidate'
  user: 'self'
}
export type RoomKind = keyof RoomAudiences

/**
 * An event as its listeners know it: what happened, and the `data` each audience of each kind of room gets. Whoever is
 * not named hears nothing of it. The schemas are strict, and a test holds every event against them: they are what the
 * documentation shows, and they may say no more than the presenters do.
 */
export interface EventData {
  summary: string
  data: { [Kind in RoomKind]?: Partial<Record<RoomAudiences[Kind], z.ZodType>> }
}
