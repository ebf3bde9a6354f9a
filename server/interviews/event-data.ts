import { z } from 'zod'
import { applicationData, cardData } from '../applications/event-data.ts'
import type { EventData } from '../event-data.ts'
import type { interviewEvents } from './events.ts'

const instant = z.iso.datetime()
const answer = z.enum(['invited', 'accepted', 'declined'])
const named = { id: z.uuid(), name: z.string() }
const status = z.enum(['proposed', 'scheduled', 'completed', 'cancelled', 'no_show'])

const seen = {
  id: z.uuid(),
  status,
  title: z.string(),
  startsAt: instant.nullable().meta({ description: 'Null while it is only proposed.' }),
  endsAt: instant.nullable(),
  minutes: z.int(),
  zone: z.string().meta({ description: 'The one it was meant in: show the time in the reader’s own.' }),
  slots: z
    .array(z.strictObject({ id: z.uuid(), startsAt: instant, endsAt: instant }))
    .meta({ description: 'What the candidate may choose from, while it is proposed.' }),
  location: z.string().nullable(),
  videoUrl: z.string().nullable(),
}
const panel = z.array(z.strictObject({ ...named, answer }))
const note = z.string().nullable()

const cuts = {
  staff: z
    .strictObject({
      ...seen,
      version: z.int(),
      note,
      reason: z.string().nullable().meta({ description: 'Why it was cancelled.' }),
      panel: z.array(z.strictObject({ ...named, answer, reason: z.string().nullable() })),
    })
    .meta({ id: 'StaffInterview' }),
  client: z.strictObject({ ...seen, version: z.int(), panel }).meta({ id: 'ClientInterview' }),
  interviewer: z
    .strictObject({ ...seen, version: z.int(), note, panel })
    .meta({ id: 'InterviewerInterview' }),
  candidate: z
    .strictObject({ ...seen, panel: z.array(z.strictObject({ name: z.string() })) })
    .meta({ id: 'CandidateInterview' }),
}

const about = (summary: string) => ({
  summary,
  data: {
    job: { staff: cardData.staff, client: cardData.client },
    application: {
      staff: applicationData.staff.extend({ interview: cuts.staff }),
      client: applicationData.client.extend({ interview: cuts.client }),
      interviewer: applicationData.interviewer.extend({ interview: cuts.interviewer }),
      candidate: applicationData.candidate.extend({ interview: cuts.candidate }),
    },
  },
})

export const interviewEventData = {
  'interview.proposed': about('An interview was proposed: the candidate may choose one of its slots'),
  'interview.scheduled': about('An interview has a time'),
  'interview.rescheduled': about('An interview is at another time or place'),
  'interview.edited': about(
    'An interview has another panel or note; boards hear of it if the card says something else',
  ),
  'interview.answered': about('One of the panel will come, or will not'),
  'interview.cancelled': about('An interview was called off'),
  'interview.completed': about('An interview took place'),
  'interview.missed': about('The candidate did not come to an interview'),
} satisfies Record<keyof typeof interviewEvents, EventData>
