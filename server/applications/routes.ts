import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { applicationAnswer, applicationListAnswer, historiesAnswer, historyAnswer } from './answers.ts'
import { applyToJob } from './apply.ts'
import { listHistories } from './list-histories.ts'
import { listApplications } from './list.ts'
import { moveApplication } from './move.ts'
import { rankApplication } from './rank.ts'
import { readApplication, readHistory } from './read.ts'
import { reopenApplication } from './reopen.ts'
import {
  applicationListQuery,
  applyInput,
  historyListQuery,
  moveInput,
  rankInput,
  rejectInput,
} from './schema.ts'
import { shortlistApplication } from './shortlist.ts'
import { withdrawApplication } from './withdraw.ts'

const tag = 'Applications'
/** A cover letter as long as it may be, each character escaped, in bytes. */
const letterLimit = 128 * 1_024
const params = z.strictObject({ id })
const without = { applicationId: true } as const
const movers = [...staffRoles, 'client'] as const

export const applicationRoutes = [
  route({
    method: 'get',
    path: '/applications/{id}',
    summary: 'One application, cut for you',
    tag,
    who: 'signed_in',
    params,
    answer: applicationAnswer,
    handle: ({ actor, params }) => readApplication(actor, params.id),
  }),
  route({
    method: 'get',
    path: '/applications/{id}/history',
    summary: 'Who moved it from where to where, when and why, oldest first',
    tag,
    who: 'signed_in',
    params,
    answer: historyAnswer,
    handle: ({ actor, params }) => readHistory(actor, params.id),
  }),
  route({
    method: 'get',
    path: '/applications',
    summary: 'A candidate’s own applications; the company’s for the others, cut for them',
    tag,
    who: 'signed_in',
    query: applicationListQuery,
    answer: applicationListAnswer,
    handle: ({ actor, query }) => listApplications(actor, query),
  }),
  route({
    method: 'get',
    path: '/histories',
    summary: 'What happened to all applications you may see, newest first',
    tag,
    who: 'signed_in',
    query: historyListQuery,
    answer: historiesAnswer,
    handle: ({ actor, query }) => listHistories(actor, query),
  }),
  route({
    method: 'get',
    path: '/jobs/{id}/applications',
    summary: 'The applications to a job, newest first',
    tag,
    who: [...movers, 'agency'],
    params,
    query: applicationListQuery,
    answer: applicationListAnswer,
    handle: ({ actor, params, query }) => listApplications(actor, query, params.id),
  }),
  route({
    method: 'post',
    path: '/jobs/{id}/applications',
    summary: 'Apply to a job',
    tag,
    who: ['candidate'],
    params,
    body: applyInput.omit({ jobId: true }),
    limit: letterLimit,
    answer: applicationAnswer,
    status: 201,
    errors: ['already_applied', 'job_closed'],
    handle: ({ actor, params, body }) => applyToJob(actor, { ...body, jobId: params.id }),
  }),
  route({
    method: 'post',
    path: '/applications/apply',
    summary: 'Apply to a job that the body names',
    tag,
    who: ['candidate'],
    body: applyInput.omit({ jobId: true }).extend({ job: id }),
    limit: letterLimit,
    answer: applicationAnswer,
    status: 201,
    errors: ['already_applied', 'job_closed'],
    handle: ({ actor, body: { job, ...letter } }) => applyToJob(actor, { ...letter, jobId: job }),
  }),
  route({
    method: 'post',
    path: '/applications/{id}/move',
    summary: 'Move a card to another stage',
    tag,
    who: movers,
    params,
    body: moveInput.omit(without),
    answer: applicationAnswer,
    errors: ['stale', 'invalid_transition', 'no_openings'],
    handle: ({ actor, params, body }) => moveApplication(actor, { ...body, applicationId: params.id }),
  }),
  route({
    method: 'post',
    path: '/applications/{id}/change-stage',
    summary: 'The same as move, from the version that is current',
    tag,
    who: movers,
    params,
    body: z.strictObject({
      stage: moveInput.shape.to,
      version: moveInput.shape.version.optional(),
      reason: moveInput.shape.reason,
    }),
    answer: applicationAnswer,
    errors: ['stale', 'invalid_transition', 'no_openings'],
    handle: ({ actor, params, body }) =>
      moveApplication(actor, {
        applicationId: params.id,
        to: body.stage,
        version: body.version,
        reason: body.reason,
      }),
  }),
  route({
    method: 'post',
    path: '/applications/{id}/rank',
    summary: 'Put a card at another place of its column',
    tag,
    who: staffRoles,
    params,
    body: rankInput.omit(without),
    answer: applicationAnswer,
    errors: ['stale'],
    handle: ({ actor, params, body }) => rankApplication(actor, { ...body, applicationId: params.id }),
  }),
  route({
    method: 'post',
    path: '/applications/{id}/reject',
    summary: 'Reject, with a reason',
    tag,
    who: movers,
    params,
    body: rejectInput.omit(without),
    answer: applicationAnswer,
    errors: ['stale', 'invalid_transition'],
    handle: ({ actor, params, body }) =>
      moveApplication(actor, { ...body, applicationId: params.id, to: 'rejected' }),
  }),
  route({
    method: 'post',
    path: '/applications/{id}/shortlist',
    summary: 'Propose a candidate in screening to the client',
    tag,
    who: staffRoles,
    params,
    answer: applicationAnswer,
    errors: ['conflict'],
    handle: ({ actor, params }) => shortlistApplication(actor, { applicationId: params.id }),
  }),
  route({
    method: 'post',
    path: '/applications/{id}/withdraw',
    summary: 'Withdraw your application',
    tag,
    who: ['candidate'],
    params,
    answer: applicationAnswer,
    errors: ['invalid_transition'],
    handle: ({ actor, params }) => withdrawApplication(actor, { applicationId: params.id }),
  }),
  route({
    method: 'post',
    path: '/applications/{id}/reopen',
    summary: 'Take up an application you withdrew',
    tag,
    who: ['candidate'],
    params,
    answer: applicationAnswer,
    errors: ['invalid_transition', 'job_closed'],
    handle: ({ actor, params }) => reopenApplication(actor, { applicationId: params.id }),
  }),
]
