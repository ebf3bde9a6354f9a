import { ownData } from '../accounts/answers.ts'
import { applicationData } from '../applications/event-data.ts'
import type { EventData } from '../event-data.ts'
import { jobData } from '../job-postings/event-data.ts'
import type { companyEvents } from './events.ts'

export const companyEventData = {
  'company.renamed': {
    summary: 'A company has another name: its jobs, their applications and its people, wherever it stands',
    data: { job: jobData, application: applicationData, user: ownData },
  },
} satisfies Record<keyof typeof companyEvents, EventData>
