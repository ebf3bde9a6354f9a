import { z } from 'zod'
import { applicationData, cardData, removed } from '../applications/event-data.ts'
import type { EventData } from '../event-data.ts'
import { introductionAnswer } from './answers.ts'
import type { shortlistEvents } from './events.ts'

export const shortlistEventData = {
  'shortlist.withdrawn': {
    summary:
      'A proposal was taken back: the client does not see the card any more, unless it recruits in-house',
    data: {
      job: { staff: cardData.staff, client: z.union([cardData.client, removed]) },
      application: { staff: applicationData.staff, client: applicationData.client },
    },
  },
  'application.introduced': {
    summary: 'The employer has learned who the candidate is, for the first time',
    data: { application: { staff: z.strictObject({ introduction: introductionAnswer }) } },
  },
} satisfies Record<keyof typeof shortlistEvents, EventData>
