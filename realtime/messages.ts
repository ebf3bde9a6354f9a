import { z } from 'zod'
import { applicationAnswer, historyEntry } from '../server/applications/answers.ts'
import { meAnswer } from '../server/accounts/answers.ts'
import { interviewAnswer } from '../server/interviews/answers.ts'
import { boardAnswer } from '../server/job-postings/answers.ts'
import { problemAnswer } from '../server/problem-answer.ts'
import type { Envelope } from '../server/log.ts'
import { feedAnswer } from '../server/notifications/answers.ts'
import { roomName } from '../server/rooms.ts'
import { submissionAnswer } from '../server/submissions/answers.ts'
import { threadAnswer } from '../server/threads/answers.ts'
import type { Person } from './presence.ts'

const epoch = z.string().meta({
  description: 'Names one history of the room. Under another one, join anew.',
  examples: ['b7d04f66-3f2a9c1e'],
})
const seq = z.int().meta({ description: 'Contiguous from 1 within room, audience and epoch.' })

/** What every durable event comes in. */
export const envelope = z
  .strictObject({
    room: roomName,
    epoch,
    seq,
    type: z.string().meta({ description: 'The event’s name, the same it is emitted under.' }),
    v: z.int().meta({ description: 'The version of its `data`. Fields may be added without raising it.' }),
    at: z.iso.datetime().meta({ description: 'When it was committed.' }),
    actor: z
      .strictObject({ id: z.uuid(), name: z.string().meta({ examples: ['Rita Recruiter'] }) })
      .nullable()
      .meta({ description: 'Who did it, where your audience may know; null also for the system.' }),
    commandId: z
      .string()
      .nullable()
      .meta({ description: 'The `commandId` or `Idempotency-Key` it was sent under.' }),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Envelope' }) satisfies z.ZodType<Envelope>

const person = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    viewing: z.array(z.uuid()).meta({ description: 'The cards this person has open.' }),
  })
  .meta({ id: 'Person' }) satisfies z.ZodType<Person>

/** What each kind of room shows: the state that its events carry on. */
const roomStates = {
  job: boardAnswer
    .pick({ job: true, columns: true, submissions: true, threads: true })
    .meta({ id: 'BoardState' }),
  application: z
    .strictObject({
      application: applicationAnswer,
      history: z.array(historyEntry),
      interviews: z.array(interviewAnswer),
      threads: z.array(threadAnswer),
    })
    .meta({ id: 'TimelineState' }),
  user: z
    .strictObject({ user: meAnswer, feed: feedAnswer, submissions: z.array(submissionAnswer) })
    .meta({ id: 'PersonState' }),
}

/** The ack of `room:join`. */
export const enteredRoom = z
  .strictObject({
    room: roomName,
    audience: z.string().meta({
      description: 'Whom what follows is cut for: `staff`, `client`, `agency:{id}` …',
      examples: ['staff'],
    }),
    epoch,
    seq: z.int().meta({ description: 'Where the room stands; the next event has one more.' }),
    state: z
      .union(Object.values(roomStates))
      .optional()
      .meta({ description: 'What the room shows now, unless `events` are given.' }),
    events: z
      .array(envelope)
      .optional()
      .meta({ description: 'What happened since the position you named, oldest first.' }),
  })
  .meta({ id: 'EnteredRoom' })

export const sameThread = z.strictObject({ threadId: z.uuid() }).meta({ id: 'SameThread' })
export const sameRoom = z.strictObject({ room: roomName }).meta({ id: 'SameRoom' })

interface PassingMessage {
  summary: string
  /** Of one room, or of the connection as a whole. */
  about: 'room' | 'connection'
  payload: z.ZodType
}

/** What a client is told in passing: not numbered, not kept, not sent again. */
export const passingMessages = {
  events: {
    summary:
      'Several events of this room at once, in order, such as those committed together. Only to clients that ask for `frames` in the handshake, who are ready for both',
    about: 'room',
    payload: z.strictObject({ room: roomName, epoch, events: z.array(envelope).min(2) }),
  },
  presence: {
    summary: 'Who is in this room now, of your own audience, 100 at the most; several tabs are one person',
    about: 'room',
    payload: z.strictObject({ room: roomName, people: z.array(person) }),
  },
  typing: {
    summary:
      'Somebody else writes in a thread that you may read; said again while it goes on, at most twice a second',
    about: 'room',
    payload: z.strictObject({
      room: roomName,
      threadId: z.uuid(),
      applicationId: z
        .uuid()
        .nullable()
        .meta({ description: 'The card it is about; null in a negotiation.' }),
      person: z.strictObject({ id: z.uuid(), name: z.string() }),
    }),
  },
  'room.closed': {
    summary: 'This room is not yours to see any more; nothing else comes from it',
    about: 'room',
    payload: sameRoom,
  },
  'going.away': {
    summary: 'This node stops: the connection is closed in a moment, come back after `retryInMs`',
    about: 'connection',
    payload: z.strictObject({ retryInMs: z.int().min(0) }),
  },
  'session.ended': {
    summary: 'The session is over or the person’s role has changed: sign in before connecting again',
    about: 'connection',
    payload: z.strictObject({}),
  },
  problem: {
    summary: 'A message that came without an acknowledgement callback was refused',
    about: 'connection',
    payload: problemAnswer,
  },
} satisfies Record<string, PassingMessage>
