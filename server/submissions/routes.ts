import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { acceptSubmission } from './accept.ts'
import { submissionAnswer, submissionListAnswer } from './answers.ts'
import { declineSubmission } from './decline.ts'
import { listSubmissions } from './list.ts'
import { proposeCandidate } from './propose.ts'
import { readSubmission } from './read.ts'
import { declineInput, proposeInput, submissionListQuery } from './schema.ts'
import { withdrawSubmission } from './withdraw.ts'

const tag = 'Submissions'
const params = z.strictObject({ id })
const proposers = [...staffRoles, 'agency'] as const

export const submissionRoutes = [
  route({
    method: 'post',
    path: '/jobs/{id}/submissions',
    summary: 'Put a candidate forward: they are asked to agree',
    tag,
    who: proposers,
    params,
    body: proposeInput,
    answer: submissionAnswer,
    status: 201,
    errors: ['already_applied', 'candidate_owned', 'conflict', 'job_closed'],
    handle: ({ actor, params, body }) => proposeCandidate(actor, { ...body, jobId: params.id }),
  }),
  route({
    method: 'get',
    path: '/submissions',
    summary: 'Who was put forward, and what became of it: of your jobs, of your agency, or yourself',
    tag,
    who: [...proposers, 'candidate'],
    query: submissionListQuery,
    answer: submissionListAnswer,
    handle: ({ actor, query }) => listSubmissions(actor, query),
  }),
  route({
    method: 'get',
    path: '/submissions/{id}',
    summary: 'One submission, cut for you',
    tag,
    who: [...proposers, 'candidate'],
    params,
    answer: submissionAnswer,
    handle: ({ actor, params }) => readSubmission(actor, params.id),
  }),
  route({
    method: 'post',
    path: '/submissions/{id}/accept',
    summary: 'Agree to be put forward: it makes your application',
    tag,
    who: ['candidate'],
    params,
    answer: submissionAnswer,
    errors: ['already_applied', 'candidate_owned', 'conflict', 'invalid_transition', 'job_closed'],
    handle: ({ actor, params }) => acceptSubmission(actor, { submissionId: params.id }),
  }),
  route({
    method: 'post',
    path: '/submissions/{id}/decline',
    summary: 'Say no to being put forward',
    tag,
    who: ['candidate'],
    params,
    body: declineInput.omit({ submissionId: true }),
    answer: submissionAnswer,
    errors: ['invalid_transition'],
    handle: ({ actor, params, body }) => declineSubmission(actor, { ...body, submissionId: params.id }),
  }),
  route({
    method: 'post',
    path: '/submissions/{id}/withdraw',
    summary: 'Take back what you put forward, while it is not answered',
    tag,
    who: proposers,
    params,
    answer: submissionAnswer,
    errors: ['invalid_transition'],
    handle: ({ actor, params }) => withdrawSubmission(actor, { submissionId: params.id }),
  }),
]
