import { z } from 'zod'
import type { Role } from '../db/entities/user.ts'
import { staffRoles, type Actor } from '../server/actor.ts'
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
import { roomName } from '../server/rooms.ts'

/** A command: the same schema and the same function as over HTTP. Sent twice under one `commandId` it is done once. */
export interface SocketCommand {
  summary: string
  who: readonly Role[]
  input: z.ZodObject
  run(actor: Actor, input: never): Promise<unknown>
}

const command = <Input extends z.ZodObject>(declaration: {
  summary: string
  who: readonly Role[]
  input: Input
  run(actor: Actor, input: z.output<Input>): Promise<unknown>
}): SocketCommand => ({ ...declaration, input: declaration.input.extend({ commandId: z.uuid() }) })

const movers = [...staffRoles, 'client'] as const

export const commands = {
  'application:move': command({
    summary: 'Move a card to another stage',
    who: movers,
    input: moveInput,
    run: moveApplication,
  }),
  'application:rank': command({
    summary: 'Put a card at another place of its column',
    who: staffRoles,
    input: rankInput,
    run: rankApplication,
  }),
  'application:reject': command({
    summary: 'Reject, with a reason',
    who: movers,
    input: rejectInput,
    run: (actor, input) => moveApplication(actor, { ...input, to: 'rejected' }),
  }),
  'application:shortlist': command({
    summary: 'Propose a candidate in screening to the client',
    who: staffRoles,
    input: applicationInput,
    run: shortlistApplication,
  }),
  'application:apply': command({
    summary: 'Apply to a job',
    who: ['candidate'],
    input: applyInput,
    run: applyToJob,
  }),
  'application:withdraw': command({
    summary: 'Withdraw your application',
    who: ['candidate'],
    input: applicationInput,
    run: withdrawApplication,
  }),
  'application:reopen': command({
    summary: 'Take up an application you withdrew',
    who: ['candidate'],
    input: applicationInput,
    run: reopenApplication,
  }),
} satisfies Record<string, SocketCommand>

/** What concerns the connection itself. Answered with an ack like a command, but nothing is written for good. */
export const signals = {
  'room:join': {
    summary: 'Enter a room: the events since the position you name, or a snapshot',
    input: z.strictObject({
      room: roomName,
      epoch: z.string().max(40).optional(),
      seq: z.int().min(0).optional(),
    }),
  },
  'room:leave': { summary: 'Leave a room', input: z.strictObject({ room: roomName }) },
  'presence:view': {
    summary: 'Say which card you have open in a room, or none',
    input: z.strictObject({ room: roomName, card: z.uuid().nullable() }),
  },
} satisfies Record<string, { summary: string; input: z.ZodObject }>

export type CommandName = keyof typeof commands
export type SignalName = keyof typeof signals
