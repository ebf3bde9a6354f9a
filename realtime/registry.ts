import { z } from 'zod'
import { roles, type Role } from '../db/entities/user.ts'
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
import { acceptProposal } from '../server/proposals/accept.ts'
import { proposalAnswer } from '../server/proposals/answers.ts'
import { approveTerms } from '../server/proposals/approve.ts'
import { counterProposal } from '../server/proposals/counter.ts'
import { declineProposal } from '../server/proposals/decline.ts'
import { makeProposal } from '../server/proposals/make.ts'
import { returnTerms } from '../server/proposals/return.ts'
import {
  counterInput,
  declineInput as declineProposalInput,
  makeInput,
  proposalInput,
  returnInput,
} from '../server/proposals/schema.ts'
import { withdrawProposal } from '../server/proposals/withdraw.ts'
import { countsAnswer, notificationAnswer } from '../server/notifications/answers.ts'
import { deleteNotification } from '../server/notifications/delete.ts'
import { markAllRead } from '../server/notifications/mark-all-read.ts'
import { markNotification } from '../server/notifications/mark.ts'
import { markInput, notificationInput, nothing } from '../server/notifications/schema.ts'
import { seeNotifications } from '../server/notifications/see.ts'
import { roomName } from '../server/rooms.ts'
import { acceptSubmission } from '../server/submissions/accept.ts'
import { submissionAnswer } from '../server/submissions/answers.ts'
import { declineSubmission } from '../server/submissions/decline.ts'
import { declineInput, submissionInput } from '../server/submissions/schema.ts'
import { messageAnswer, readAnswer } from '../server/threads/answers.ts'
import { deleteMessage } from '../server/threads/delete.ts'
import { editMessage } from '../server/threads/edit.ts'
import { markRead } from '../server/threads/mark-read.ts'
import { openThread } from '../server/threads/open.ts'
import { threadRoles } from '../server/threads/policy.ts'
import { replyToThread } from '../server/threads/reply.ts'
import {
  deleteInput,
  editInput,
  openInput,
  readInput,
  replyInput,
  typingInput,
} from '../server/threads/schema.ts'
import { enteredRoom, sameRoom, sameThread } from './messages.ts'

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
  'submission:accept': command({
    summary: 'Agree to be put forward: it makes your application',
    who: ['candidate'],
    input: submissionInput,
    answer: submissionAnswer,
    errors: ['already_applied', 'candidate_owned', 'conflict', 'invalid_transition', 'job_closed'],
    run: acceptSubmission,
  }),
  'submission:decline': command({
    summary: 'Say no to being put forward',
    who: ['candidate'],
    input: declineInput,
    answer: submissionAnswer,
    errors: ['invalid_transition'],
    run: declineSubmission,
  }),
  'thread:open': command({
    summary: 'Say something in a thread by its place; the first message opens it',
    who: threadRoles,
    input: openInput,
    answer: messageAnswer,
    errors: ['conflict'],
    run: openThread,
  }),
  'thread:reply': command({
    summary: 'Say something in a thread',
    who: threadRoles,
    input: replyInput,
    answer: messageAnswer,
    errors: ['conflict'],
    run: replyToThread,
  }),
  'thread:read': command({
    summary: 'Say how far you have read a thread',
    who: threadRoles,
    input: readInput,
    answer: readAnswer,
    errors: [],
    run: markRead,
  }),
  'message:edit': command({
    summary: 'Say your message otherwise',
    who: threadRoles,
    input: editInput,
    answer: messageAnswer,
    errors: ['stale', 'conflict'],
    run: editMessage,
  }),
  'message:delete': command({
    summary: 'Take back your message, or any as a manager',
    who: threadRoles,
    input: deleteInput,
    answer: messageAnswer,
    errors: ['conflict'],
    run: deleteMessage,
  }),
  'proposal:make': command({
    summary: 'Make a proposal: service terms in a negotiation, an offer to a candidate',
    who: movers,
    input: makeInput,
    answer: proposalAnswer,
    errors: ['proposal_open', 'conflict'],
    run: makeProposal,
  }),
  'proposal:counter': command({
    summary: 'Answer the other side’s proposal with another one',
    who: [...movers, 'candidate'],
    input: counterInput,
    answer: proposalAnswer,
    errors: ['proposal_closed'],
    run: counterProposal,
  }),
  'proposal:accept': command({
    summary: 'Accept the other side’s proposal. An accepted offer is the hire',
    who: [...movers, 'candidate'],
    input: proposalInput,
    answer: proposalAnswer,
    errors: ['proposal_closed', 'no_openings'],
    run: acceptProposal,
  }),
  'proposal:decline': command({
    summary: 'Decline the other side’s proposal',
    who: [...movers, 'candidate'],
    input: declineProposalInput,
    answer: proposalAnswer,
    errors: ['proposal_closed'],
    run: declineProposal,
  }),
  'proposal:withdraw': command({
    summary: 'Take your own side’s proposal back',
    who: [...movers, 'candidate'],
    input: proposalInput,
    answer: proposalAnswer,
    errors: ['proposal_closed'],
    run: withdrawProposal,
  }),
  'proposal:approve': command({
    summary: 'Approve accepted terms that a recruiter agreed on: they bind',
    who: ['admin', 'manager'],
    input: proposalInput,
    answer: proposalAnswer,
    errors: ['conflict'],
    run: approveTerms,
  }),
  'proposal:return': command({
    summary: 'Do not approve accepted terms: nothing binds, and the negotiation goes on',
    who: ['admin', 'manager'],
    input: returnInput,
    answer: proposalAnswer,
    errors: ['conflict'],
    run: returnTerms,
  }),
  'notification:read': command({
    summary: 'Mark one of your notifications read, or unread again',
    who: roles,
    input: markInput.extend({ read: markInput.shape.read.default(true) }),
    answer: notificationAnswer,
    errors: ['conflict'],
    run: markNotification,
  }),
  'notification:seen': command({
    summary: 'You have looked: everything in your feed up to now is seen',
    who: roles,
    input: nothing,
    answer: countsAnswer,
    errors: [],
    run: seeNotifications,
  }),
  'notification:mark-all-read': command({
    summary: 'Mark everything in your feed up to now read',
    who: roles,
    input: nothing,
    answer: countsAnswer,
    errors: [],
    run: markAllRead,
  }),
  'notification:delete': command({
    summary: 'Take one notification out of your feed',
    who: roles,
    input: notificationInput,
    answer: countsAnswer,
    errors: [],
    run: deleteNotification,
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
  'thread:typing': {
    summary: 'Say that you are writing in a thread, at most twice a second',
    input: typingInput,
    answer: sameThread,
    errors: ['forbidden', 'not_found', 'conflict'],
  },
} satisfies Record<string, Signal>

export type CommandName = keyof typeof commands
export type SignalName = keyof typeof signals

/** What a command takes, without its `commandId`. Where the name is not known before it runs, only the server checks. */
export type CommandInput<Name extends CommandName> = CommandName extends Name
  ? Record<string, unknown>
  : Parameters<(typeof commands)[Name]['run']>[1]
export type CommandAnswer<Name extends CommandName> = z.output<(typeof commands)[Name]['answer']>
