import { accountEventData } from '../../server/accounts/event-data.ts'
import { applicationEventData } from '../../server/applications/event-data.ts'
import { companyEventData } from '../../server/companies/event-data.ts'
import type { EventData, RoomAudiences, RoomKind } from '../../server/event-data.ts'
import { events, type EventName } from '../../server/events.ts'
import { feedbackEventData } from '../../server/feedback/event-data.ts'
import { interviewEventData } from '../../server/interviews/event-data.ts'
import { invoiceEventData } from '../../server/invoices/event-data.ts'
import { jobPostingEventData } from '../../server/job-postings/event-data.ts'
import { notificationEventData } from '../../server/notifications/event-data.ts'
import { placementEventData } from '../../server/placements/event-data.ts'
import { proposalEventData } from '../../server/proposals/event-data.ts'
import { shortlistEventData } from '../../server/shortlists/event-data.ts'
import { submissionEventData } from '../../server/submissions/event-data.ts'
import { threadEventData } from '../../server/threads/event-data.ts'

/** What every durable event carries. */
export const eventData: Record<EventName, EventData> = {
  ...applicationEventData,
  ...jobPostingEventData,
  ...accountEventData,
  ...companyEventData,
  ...notificationEventData,
  ...feedbackEventData,
  ...interviewEventData,
  ...invoiceEventData,
  ...placementEventData,
  ...proposalEventData,
  ...shortlistEventData,
  ...submissionEventData,
  ...threadEventData,
}

/** Every kind of room: who stands in it, and what it is about. */
export const roomKinds = {
  job: {
    summary: 'The board of a job: its cards, who was put forward, the negotiation, and the job itself',
    audiences: ['staff', 'client', 'agency'],
  },
  application: {
    summary: 'One application: its history, interviews and threads',
    audiences: ['staff', 'client', 'agency', 'interviewer', 'candidate'],
  },
  user: {
    summary: 'Your own account, the jobs you are tied to, and your notifications',
    audiences: ['self'],
  },
} satisfies { [Kind in RoomKind]: { summary: string; audiences: RoomAudiences[Kind][] } }

export const roomKindNames = Object.keys(roomKinds) as RoomKind[]

/** What an event carries in one kind of room, by audience: only those that hear of it. */
export const heardIn = (kind: RoomKind, event: EventName) => Object.entries(eventData[event].data[kind] ?? {})

/** The events that anybody hears in one kind of room. */
export const eventsIn = (kind: RoomKind) =>
  (Object.keys(events) as EventName[]).filter(name => heardIn(kind, name).length)
