import { z } from 'zod'
import type { Role } from '../db/entities/user.ts'
import { staffRoles, type Actor } from '../server/actor.ts'
import { applicationAnswer } from '../server/applications/answers.ts'
import { applyToJob } from '../server/applications/apply.ts'
import { moveApplication } from '../server/applications/move.ts'
import { rankApplication } from '../server/applications/rank.ts'
import { reopenApplication } from '../server/applications/reopen.ts'
import {
  applicationInput,
  applyInput,
  moveInput,
  rankInput,
  rejectInput,
} from '../server/applications/schema.ts'
import { shortlistApplication } from '../server/applications/shortlist.ts'
import { withdrawApplication } from '../server/applications/withdraw.ts'
import type { ErrorCode } from '../server/errors.ts'
import { roomName } from '../server/rooms.ts'
import { enteredRoom, sameRoom } from './messages.ts'

interface Declaration<Input extends z.ZodObject, Answer extends z.ZodType> {
  summary: string
  who: readonly Role[]
  input: Input
  /** What a success looks like, for the documentation, the client's types and the tests. */
  answer: Answer
  /** Errors of its own, beside those every message has. */
  errors: readonly ErrorCode[]
  run(actor: Actor, input: z.output<Input>): Promise<unknown>
}

/** A command: the same schema and the same function as over HTTP. Sent twice under one `commandId` it is done once. */
export type SocketCommand = Omit<Declaration<z.ZodObject, z.ZodType>, 'run'> & {
  run(actor: Actor, input: never): Promise<unknown>
}

const commandId = z.uuid().meta({
  description:
    'Your name for this command. Sent again under it, it gets the first answer and is not done again.',
})

const command = <Input extends z.ZodObject, Answer extends z.ZodType>(
  declaration: Declaration<Input, Answer>,
) => ({ ...declaration, input: declaration.input.extend({ commandId }) })

const movers = [...staffRoles, 'client'] as const

export const commands = {
  'application:move': command({
    summary: 'Move a card to another stage',
    who: movers,
    input: moveInput,
    answer: applicationAnswer,
    errors: ['stale', 'invalid_transition', 'no_openings'],
    run: moveApplication,
  }),
  'application:rank': command({
    summary: 'Put a card at another place of its column',
    who: staffRoles,
    input: rankInput,
    answer: applicationAnswer,
    errors: ['stale'],
    run: rankApplication,
  }),
  'application:reject': command({
    summary: 'Reject, with a reason',
    who: movers,
    input: rejectInput,
    answer: applicationAnswer,
    errors: ['stale', 'invalid_transition'],
    run: (actor, input) => moveApplication(actor, { ...input, to: 'rejected' }),
  }),
  'application:shortlist': command({
    summary: 'Propose a candidate in screening to the client',
    who: staffRoles,
    input: applicationInput,
    answer: applicationAnswer,
    errors: ['conflict'],
    run: shortlistApplication,
  }),
  'application:apply': command({
    summary: 'Apply to a job',
    who: ['candidate'],
    input: applyInput,
    answer: applicationAnswer,
    errors: ['already_applied', 'job_closed'],
    run: applyToJob,
  }),
  'application:withdraw': command({
    summary: 'Withdraw your application',
    who: ['candidate'],
    input: applicationInput,
    answer: applicationAnswer,
    errors: ['invalid_transition'],
    run: withdrawApplication,
  }),
  'application:reopen': command({
    summary: 'Take up an application you withdrew',
    who: ['candidate'],
    input: applicationInput,
    answer: applicationAnswer,
    errors: ['invalid_transition', 'job_closed'],
    run: reopenApplication,
  }),
} satisfies Record<string, SocketCommand>

/** What concerns the connection itself. Answered with an ack like a command, but nothing is written for good. */
interface Signal {
  summary: string
  input: z.ZodObject
  answer: z.ZodType
  errors: readonly ErrorCode[]
}

export const signals = {
  'room:join': {
    summary: 'Enter a room: the events since the position you name, or a snapshot',
    input: z.strictObject({
      room: roomName,
      epoch: z.string().max(40).optional().meta({ description: 'Of the last event or snapshot you have.' }),
      seq: z
        .int()
        .min(0)
        .optional()
        .meta({ description: 'Of the last event or snapshot you have, together with `epoch`.' }),
    }),
    answer: enteredRoom,
    errors: ['not_found', 'too_many_rooms'],
  },
  'room:leave': {
    summary: 'Leave a room',
    input: z.strictObject({ room: roomName }),
    answer: sameRoom,
    errors: [],
  },
  'presence:view': {
    summary: 'Say which card you have open in a room, or none',
    input: z.strictObject({
      room: roomName,
      card: z.uuid().nullable().meta({ description: 'The card’s id, which is its application’s.' }),
    }),
    answer: sameRoom,
    errors: ['forbidden'],
  },
} satisfies Record<string, Signal>

export type CommandName = keyof typeof commands
export type SignalName = keyof typeof signals

/** What a command takes, without its `commandId`. Where the name is not known before it runs, only the server checks. */
export type CommandInput<Name extends CommandName> = CommandName extends Name
  ? Record<string, unknown>
  : Parameters<(typeof commands)[Name]['run']>[1]
export type CommandAnswer<Name extends CommandName> = z.output<(typeof commands)[Name]['answer']>
