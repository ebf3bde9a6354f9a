import { z } from 'zod'
import { applicationData, cardData } from '../applications/event-data.ts'
import type { EventData } from '../event-data.ts'
import { jobData } from '../job-postings/event-data.ts'
import { ownData } from './answers.ts'
import type { accountEvents } from './events.ts'

export const accountEventData = {
  'user.updated': {
    summary:
      'A person’s account or role has changed; under a new name also their cards, and the jobs they are assigned to',
    data: {
      user: ownData,
      application: applicationData,
      job: {
        staff: z.union([cardData.staff, jobData.staff]),
        client: z.union([cardData.client, jobData.client]),
        agency: z.union([cardData.agency, jobData.agency]),
      },
    },
  },
  'user.assigned': { summary: 'The jobs you are tied to have changed', data: { user: ownData } },
} satisfies Record<keyof typeof accountEvents, EventData>
