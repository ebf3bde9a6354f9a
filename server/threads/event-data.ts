import { z } from 'zod'
import type { EventData } from '../event-data.ts'
import { proposalAnswer } from '../proposals/answers.ts'
import { messageAnswer, readAnswer } from './answers.ts'
import type { threadEvents } from './events.ts'
import type { Side } from './policy.ts'

/** A proposal, for each side that may read one. */
export const proposalData = {
  staff: proposalAnswer,
  client: proposalAnswer
    .omit({ reviewReason: true, reviewedBy: true, reviewedAt: true })
    .meta({ id: 'ClientProposal' }),
  candidate: proposalAnswer
    .omit({ review: true, boundVersion: true, reviewReason: true, reviewedBy: true, reviewedAt: true })
    .meta({ id: 'CandidateProposal' }),
}

/** A message, for each side. */
export const messageData = {
  staff: messageAnswer,
  client: messageAnswer.extend({ proposal: proposalData.client.optional() }).meta({ id: 'ClientMessage' }),
  candidate: messageAnswer
    .extend({ proposal: proposalData.candidate.optional() })
    .meta({ id: 'CandidateMessage' }),
  interviewer: messageAnswer.omit({ proposal: true }).meta({ id: 'InterviewerMessage' }),
} satisfies Record<Side, z.ZodType>

const changed = (
  kinds: ['negotiation'] | ['discussion', 'candidate'] | ['discussion'] | ['candidate'],
  shape: z.ZodRawShape,
) =>
  z.strictObject({
    thread: z.strictObject({ id: z.uuid(), kind: z.enum(kinds), ...shape }),
  })

/** What the rooms hear of a changed thread: `shape` says for each side what of it is new. */
const threadData = (shape: (side: Side) => z.ZodRawShape) => ({
  job: { staff: changed(['negotiation'], shape('staff')), client: changed(['negotiation'], shape('client')) },
  application: {
    staff: changed(['discussion', 'candidate'], shape('staff')),
    client: changed(['discussion'], shape('client')),
    interviewer: changed(['discussion'], shape('interviewer')),
    candidate: changed(['candidate'], shape('candidate')),
  },
})

const message = (summary: string) => ({
  summary,
  data: threadData(side => ({ message: messageData[side] })),
})

export const threadEventData = {
  'thread.replied': message('Somebody said something in a thread; the first message opened it'),
  'message.edited': message('A message was edited'),
  'message.deleted': message('A message was deleted: its place stays, its text is gone'),
  'thread.read': {
    summary: 'Somebody has read a thread up to a message',
    data: threadData(() => ({ read: readAnswer })),
  },
} satisfies Record<keyof typeof threadEvents, EventData>
