import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { now } from '../clock.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { jobAnswer, jobListAnswer } from './answers.ts'
import { approveJobPosting } from './approve.ts'
import { assignJobPosting } from './assign.ts'
import { assignmentsAnswer, readAssignments } from './assignments.ts'
import { closeJobPosting } from './close.ts'
import { createJobPosting } from './create.ts'
import { deleteJobPosting } from './delete.ts'
import { editJobPosting } from './edit.ts'
import { emptyFields } from './fields.ts'
import { listJobPostings } from './list.ts'
import { pauseJobPosting } from './pause.ts'
import { readJobPosting } from './read.ts'
import { reopenJobPosting } from './reopen.ts'
import { returnJobPosting } from './return.ts'
import {
  assignInput,
  createInput,
  editInput,
  jobListQuery,
  replaceInput,
  returnInput,
  stepInput,
} from './schema.ts'
import { submitJobPosting } from './submit.ts'

const tag = 'Jobs'
const params = z.strictObject({ id })
const staffAndClient = [...staffRoles, 'client'] as const
const managers = ['admin', 'manager'] as const
/** A description of 20,000 characters, whatever the script, and also where each is written as an escape. */
const limit = 256 * 1_024
const one = { tag, params, answer: jobAnswer } as const
const step = { ...one, method: 'post', body: stepInput, errors: ['stale', 'invalid_transition'] } as const

export const jobPostingRoutes = [
  route({
    method: 'get',
    path: '/jobs',
    summary: 'Open jobs; for staff, clients and agencies their own, cut for them',
    tag,
    who: 'everyone',
    query: jobListQuery,
    answer: jobListAnswer,
    handle: ({ actor, query }) => listJobPostings(actor, query, now()),
  }),
  route({
    method: 'post',
    path: '/jobs',
    summary: 'Make a job',
    tag,
    who: staffAndClient,
    body: createInput,
    answer: jobAnswer,
    status: 201,
    limit,
    handle: ({ actor, body }) => createJobPosting(actor, body),
  }),
  route({
    ...one,
    method: 'get',
    path: '/jobs/{id}',
    summary: 'One job, cut for you',
    who: 'everyone',
    handle: ({ actor, params }) => readJobPosting(actor, params.id),
  }),
  route({
    ...one,
    method: 'patch',
    path: '/jobs/{id}',
    summary: 'Change the fields you name',
    who: staffAndClient,
    body: editInput,
    errors: ['stale', 'conflict'],
    limit,
    handle: ({ actor, params, body }) => editJobPosting(actor, { ...body, jobId: params.id }),
  }),
  route({
    ...one,
    method: 'put',
    path: '/jobs/{id}',
    summary: 'Replace what it says; what you leave out is emptied',
    who: staffAndClient,
    body: replaceInput,
    errors: ['stale', 'conflict'],
    limit,
    handle: ({ actor, params, body }) => editJobPosting(actor, { ...emptyFields, ...body, jobId: params.id }),
  }),
  route({
    ...one,
    method: 'delete',
    path: '/jobs/{id}',
    summary: 'Take it away; its history stays',
    who: staffAndClient,
    body: stepInput,
    answer: z.undefined(),
    status: 204,
    errors: ['stale'],
    handle: ({ actor, params, body }) => deleteJobPosting(actor, { ...body, jobId: params.id }),
  }),
  route({
    ...step,
    path: '/jobs/{id}/submit',
    summary: 'A draft is ready: a client’s waits for approval, the staff’s opens',
    who: staffAndClient,
    handle: ({ actor, params, body }) => submitJobPosting(actor, { ...body, jobId: params.id }),
  }),
  route({
    ...step,
    path: '/jobs/{id}/approve',
    summary: 'Let a client’s job open',
    who: managers,
    handle: ({ actor, params, body }) => approveJobPosting(actor, { ...body, jobId: params.id }),
  }),
  route({
    ...step,
    path: '/jobs/{id}/return',
    summary: 'Give a client’s job back, with the reason',
    who: managers,
    body: returnInput,
    handle: ({ actor, params, body }) => returnJobPosting(actor, { ...body, jobId: params.id }),
  }),
  route({
    ...step,
    path: '/jobs/{id}/pause',
    summary: 'Take it off the list for a while',
    who: staffRoles,
    handle: ({ actor, params, body }) => pauseJobPosting(actor, { ...body, jobId: params.id }),
  }),
  route({
    ...step,
    path: '/jobs/{id}/reopen',
    summary: 'Take up a paused or closed job',
    who: staffRoles,
    errors: ['stale', 'invalid_transition', 'conflict', 'no_openings'],
    handle: ({ actor, params, body }) => reopenJobPosting(actor, { ...body, jobId: params.id }),
  }),
  route({
    ...step,
    path: '/jobs/{id}/close',
    summary: 'End the search',
    who: staffAndClient,
    handle: ({ actor, params, body }) => closeJobPosting(actor, { ...body, jobId: params.id }),
  }),
  route({
    ...one,
    method: 'get',
    path: '/jobs/{id}/assignments',
    summary: 'Who is tied to it',
    who: managers,
    answer: assignmentsAnswer,
    handle: ({ actor, params }) => readAssignments(actor, params.id),
  }),
  route({
    ...one,
    method: 'put',
    path: '/jobs/{id}/assignments',
    summary: 'Tie exactly these recruiters, hiring managers and agencies to it',
    who: managers,
    body: assignInput,
    answer: assignmentsAnswer,
    errors: ['stale'],
    handle: ({ actor, params, body }) => assignJobPosting(actor, { ...body, jobId: params.id }),
  }),
]
