import { z } from 'zod'
import type { EventData } from '../event-data.ts'
import { placementAnswer } from './answers.ts'
import type { placementEvents } from './events.ts'

const { candidate } = placementAnswer.shape
const staff = placementAnswer.required().extend({ candidate: candidate.required() })
const client = placementAnswer.omit({ terms: true }).extend({ candidate: candidate.omit({ id: true }) })

export const placementEventData = {
  'placement.made': {
    summary: 'Somebody was hired: the placement, with what was agreed',
    data: {
      application: {
        staff: z.strictObject({ placement: staff.meta({ id: 'StaffPlacement' }) }),
        client: z.strictObject({ placement: client.meta({ id: 'ClientPlacement' }) }),
      },
    },
  },
} satisfies Record<keyof typeof placementEvents, EventData>
