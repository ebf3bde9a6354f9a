import { z } from 'zod'
import type { EventData } from '../event-data.ts'
import { placementAnswer } from './answers.ts'
import type { placementEvents } from './events.ts'

const { candidate, id, status, startsOn, joinedOn, leftOn } = placementAnswer.shape
const staff = placementAnswer.required().extend({ candidate: candidate.required() })
const client = placementAnswer
  .omit({ terms: true, canEdit: true })
  .extend({ candidate: candidate.omit({ id: true }) })
const own = z.strictObject({ id, status, startsOn, joinedOn, leftOn })

const among = {
  staff: z.strictObject({ placement: staff.meta({ id: 'StaffPlacement' }) }),
  client: z.strictObject({ placement: client.meta({ id: 'ClientPlacement' }) }),
}
const toAll = { ...among, candidate: z.strictObject({ placement: own.meta({ id: 'OwnPlacement' }) }) }

export const placementEventData = {
  'placement.made': {
    summary: 'Somebody was hired: the placement, with what was agreed',
    data: { application: among },
  },
  'placement.joined': {
    summary: 'Whoever was hired has joined, or joined on another day than was recorded',
    data: { application: toAll },
  },
  'placement.postponed': { summary: 'They start on a later day', data: { application: toAll } },
  'placement.fell_through': { summary: 'They did not start', data: { application: toAll } },
  'placement.left': {
    summary: 'They left again, or left otherwise than was recorded',
    data: { application: toAll },
  },
  'placement.edited': {
    summary: 'What was agreed at a hire without an offer was noted',
    data: { application: toAll },
  },
} satisfies Record<keyof typeof placementEvents, EventData>
