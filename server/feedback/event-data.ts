import { applicationData, cardData } from '../applications/event-data.ts'
import type { EventData } from '../event-data.ts'
import type { feedbackEvents } from './events.ts'

const { staff, client, interviewer } = applicationData
const data = {
  job: { staff: cardData.staff, client: cardData.client },
  application: { staff, client, interviewer },
}

export const feedbackEventData = {
  'feedback.given': {
    summary: 'Somebody of the panel gave feedback. What it says is read over HTTP, by those who may',
    data,
  },
  'feedback.changed': {
    summary: 'Somebody changed their feedback; boards hear of it if the card says something else now',
    data,
  },
} satisfies Record<keyof typeof feedbackEvents, EventData>
