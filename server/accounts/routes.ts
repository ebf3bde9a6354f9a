import { z } from 'zod'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { meAnswer, userAnswer, usersAnswer } from './answers.ts'
import { changeRole } from './change-role.ts'
import { deactivateUser } from './deactivate.ts'
import { deleteUser } from './delete.ts'
import { editUser } from './edit.ts'
import { inviteUser } from './invite.ts'
import { listUsers } from './list.ts'
import { reactivateUser } from './reactivate.ts'
import { readMe, readUser } from './read.ts'
import { editInput, inviteInput, roleInput, userListQuery } from './schema.ts'

const tag = 'Users'
const params = z.strictObject({ id })
const inviters = ['admin', 'manager'] as const

export const userRoutes = [
  route({
    method: 'get',
    path: '/me',
    summary: 'Yourself, with your profile and the jobs you are tied to',
    tag,
    who: 'signed_in',
    answer: meAnswer,
    handle: ({ actor }) => readMe(actor),
  }),
  route({
    method: 'patch',
    path: '/me',
    summary: 'Change your name, number or time zone; null takes the number out',
    tag,
    who: 'signed_in',
    body: editInput,
    answer: userAnswer,
    errors: ['conflict', 'too_many_requests'],
    handle: ({ actor, body, request }) =>
      editUser(actor, { ...body, userId: actor.id }, request.ip ?? 'unknown'),
  }),
  route({
    method: 'get',
    path: '/users',
    summary: 'People: everybody to an admin, their company’s to a manager, themselves to others',
    tag,
    who: 'signed_in',
    query: userListQuery,
    answer: usersAnswer,
    handle: ({ actor, query }) => listUsers(actor, query),
  }),
  route({
    method: 'post',
    path: '/users',
    summary: 'Make an account and mail its owner an invitation',
    tag,
    who: inviters,
    body: inviteInput,
    answer: userAnswer,
    status: 201,
    errors: ['conflict'],
    handle: ({ actor, body }) => inviteUser(actor, body),
  }),
  route({
    method: 'get',
    path: '/users/{id}',
    summary: 'One person, cut for you',
    tag,
    who: 'signed_in',
    params,
    answer: userAnswer,
    handle: ({ actor, params }) => readUser(actor, params.id),
  }),
  route({
    method: 'patch',
    path: '/users/{id}',
    summary: 'Change a name, number or time zone; a manager changes names',
    tag,
    who: 'signed_in',
    params,
    body: editInput,
    answer: userAnswer,
    errors: ['conflict', 'too_many_requests'],
    handle: ({ actor, params, body, request }) =>
      editUser(actor, { ...body, userId: params.id }, request.ip ?? 'unknown'),
  }),
  route({
    method: 'delete',
    path: '/users/{id}',
    summary: 'Delete a person to whom nothing refers',
    tag,
    who: ['admin'],
    params,
    answer: z.undefined(),
    status: 204,
    errors: ['conflict'],
    handle: ({ actor, params }) => deleteUser(actor, { userId: params.id }),
  }),
  route({
    method: 'patch',
    path: '/users/{id}/role',
    summary: 'Give a person another role, or another company',
    tag,
    who: ['admin'],
    params,
    body: roleInput,
    answer: userAnswer,
    errors: ['conflict'],
    handle: ({ actor, params, body }) => changeRole(actor, { ...body, userId: params.id }),
  }),
  route({
    method: 'post',
    path: '/users/{id}/deactivate',
    summary: 'Shut a person out and end their sessions',
    tag,
    who: inviters,
    params,
    answer: userAnswer,
    errors: ['conflict'],
    handle: ({ actor, params }) => deactivateUser(actor, { userId: params.id }),
  }),
  route({
    method: 'post',
    path: '/users/{id}/reactivate',
    summary: 'Let a person in again',
    tag,
    who: inviters,
    params,
    answer: userAnswer,
    handle: ({ actor, params }) => reactivateUser(actor, { userId: params.id }),
  }),
]
