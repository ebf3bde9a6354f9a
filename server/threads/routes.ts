import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import {
  messageAnswer,
  messageListAnswer,
  messageVersionsAnswer,
  readAnswer,
  threadEntryAnswer,
  threadListAnswer,
} from './answers.ts'
import { deleteMessage } from './delete.ts'
import { editMessage } from './edit.ts'
import { listMessages } from './list-messages.ts'
import { listVersions } from './list-versions.ts'
import { listThreads } from './list.ts'
import { markRead } from './mark-read.ts'
import { openThread } from './open.ts'
import { threadRoles } from './policy.ts'
import { readThread } from './read.ts'
import { replyToThread } from './reply.ts'
import { editInput, messageListQuery, openInput, readInput, replyInput } from './schema.ts'

const tag = 'Threads'
const params = z.strictObject({ id })
const negotiators = [...staffRoles, 'client'] as const
const opening = openInput.omit({ of: true })

export const threadRoutes = [
  route({
    method: 'get',
    path: '/jobs/{id}/threads',
    summary: 'The negotiation of a job, with what you have not read of it',
    tag,
    who: negotiators,
    params,
    answer: threadListAnswer,
    handle: ({ actor, params }) => listThreads(actor, { jobId: params.id }),
  }),
  route({
    method: 'get',
    path: '/applications/{id}/threads',
    summary: 'The threads of an application that you take part in, with what you have not read of them',
    tag,
    who: threadRoles,
    params,
    answer: threadListAnswer,
    handle: ({ actor, params }) => listThreads(actor, { applicationId: params.id }),
  }),
  route({
    method: 'post',
    path: '/jobs/{id}/threads',
    summary: 'Say something in the negotiation of a job; the first message opens it',
    tag,
    who: negotiators,
    params,
    body: opening.extend({ kind: z.literal('negotiation') }),
    answer: messageAnswer,
    status: 201,
    handle: ({ actor, params, body }) => openThread(actor, { ...body, of: params.id }),
  }),
  route({
    method: 'post',
    path: '/applications/{id}/threads',
    summary: 'Say something in a thread of an application; the first message opens it',
    tag,
    who: threadRoles,
    params,
    body: opening.extend({ kind: z.enum(['discussion', 'candidate']) }),
    answer: messageAnswer,
    status: 201,
    errors: ['conflict'],
    handle: ({ actor, params, body }) => openThread(actor, { ...body, of: params.id }),
  }),
  route({
    method: 'get',
    path: '/threads/{id}',
    summary: 'One thread: who takes part, who has read how far, what you have not',
    tag,
    who: threadRoles,
    params,
    answer: threadEntryAnswer,
    handle: ({ actor, params }) => readThread(actor, params.id),
  }),
  route({
    method: 'get',
    path: '/threads/{id}/messages',
    summary: 'The messages of a thread, newest first, or those that say what you look for',
    tag,
    who: threadRoles,
    params,
    query: messageListQuery,
    answer: messageListAnswer,
    handle: ({ actor, params, query }) => listMessages(actor, params.id, query),
  }),
  route({
    method: 'post',
    path: '/threads/{id}/messages',
    summary: 'Say something in a thread',
    tag,
    who: threadRoles,
    params,
    body: replyInput.omit({ threadId: true }),
    answer: messageAnswer,
    status: 201,
    errors: ['conflict'],
    handle: ({ actor, params, body }) => replyToThread(actor, { ...body, threadId: params.id }),
  }),
  route({
    method: 'patch',
    path: '/messages/{id}',
    summary: 'Say your message otherwise',
    tag,
    who: threadRoles,
    params,
    body: editInput.omit({ messageId: true }),
    answer: messageAnswer,
    errors: ['stale', 'conflict'],
    handle: ({ actor, params, body }) => editMessage(actor, { ...body, messageId: params.id }),
  }),
  route({
    method: 'delete',
    path: '/messages/{id}',
    summary: 'Take back your message, or any as a manager: its place stays, nothing of what it said',
    tag,
    who: threadRoles,
    params,
    answer: messageAnswer,
    errors: ['conflict'],
    handle: ({ actor, params }) => deleteMessage(actor, { messageId: params.id }),
  }),
  route({
    method: 'get',
    path: '/messages/{id}/versions',
    summary: 'What a message said before it was edited, oldest first',
    tag,
    who: staffRoles,
    params,
    answer: messageVersionsAnswer,
    handle: ({ actor, params }) => listVersions(actor, params.id),
  }),
  route({
    method: 'post',
    path: '/threads/{id}/read',
    summary: 'Say how far you have read',
    tag,
    who: threadRoles,
    params,
    body: readInput.omit({ threadId: true }),
    answer: readAnswer,
    handle: ({ actor, params, body }) => markRead(actor, { ...body, threadId: params.id }),
  }),
]
