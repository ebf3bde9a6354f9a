import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { acceptProposal } from './accept.ts'
import { boundTermsAnswer, proposalAnswer } from './answers.ts'
import { approveTerms } from './approve.ts'
import { counterProposal } from './counter.ts'
import { declineProposal } from './decline.ts'
import { makeProposal } from './make.ts'
import { readTerms } from './read-terms.ts'
import { returnTerms } from './return.ts'
import {
  counterInput,
  declineInput,
  employmentOffer,
  makeInput,
  returnInput,
  serviceTerms,
} from './schema.ts'
import { withdrawProposal } from './withdraw.ts'

const tag = 'Proposals'
const params = z.strictObject({ id })
const parties = [...staffRoles, 'client'] as const
const everySide = [...parties, 'candidate'] as const
const reviewers = ['admin', 'manager'] as const
const made = makeInput.omit({ threadId: true, jobId: true, applicationId: true })
const bare = { proposalId: true } as const

/** What is said with a proposal and its note, in any script, both as long as they may be. */
const wordsLimit = 48 * 1_024

export const proposalRoutes = [
  route({
    method: 'post',
    path: '/threads/{id}/proposals',
    summary: 'Make a proposal in a thread: service terms in a negotiation, an offer to a candidate',
    tag,
    who: parties,
    params,
    body: made,
    limit: wordsLimit,
    answer: proposalAnswer,
    status: 201,
    errors: ['proposal_open', 'conflict'],
    handle: ({ actor, params, body }) => makeProposal(actor, { ...body, threadId: params.id }),
  }),
  route({
    method: 'post',
    path: '/jobs/{id}/proposals',
    summary: 'Propose service terms for a job, which opens its negotiation',
    tag,
    who: parties,
    params,
    body: made.extend({ terms: serviceTerms }),
    answer: proposalAnswer,
    status: 201,
    errors: ['proposal_open'],
    handle: ({ actor, params, body }) => makeProposal(actor, { ...body, jobId: params.id }),
  }),
  route({
    method: 'post',
    path: '/applications/{id}/offers',
    summary: 'Make a candidate in the stage Offer an offer',
    tag,
    who: staffRoles,
    params,
    body: made.extend({ terms: employmentOffer }),
    limit: wordsLimit,
    answer: proposalAnswer,
    status: 201,
    errors: ['proposal_open', 'conflict'],
    handle: ({ actor, params, body }) => makeProposal(actor, { ...body, applicationId: params.id }),
  }),
  route({
    method: 'post',
    path: '/proposals/{id}/counter',
    summary: 'Answer the other side’s proposal with another one',
    tag,
    who: everySide,
    params,
    body: counterInput.omit(bare),
    limit: wordsLimit,
    answer: proposalAnswer,
    status: 201,
    errors: ['proposal_closed'],
    handle: ({ actor, params, body }) => counterProposal(actor, { ...body, proposalId: params.id }),
  }),
  route({
    method: 'post',
    path: '/proposals/{id}/accept',
    summary: 'Accept the other side’s proposal. An accepted offer is the hire',
    tag,
    who: everySide,
    params,
    answer: proposalAnswer,
    errors: ['proposal_closed', 'no_openings'],
    handle: ({ actor, params }) => acceptProposal(actor, { proposalId: params.id }),
  }),
  route({
    method: 'post',
    path: '/proposals/{id}/decline',
    summary: 'Decline the other side’s proposal',
    tag,
    who: everySide,
    params,
    body: declineInput.omit(bare),
    answer: proposalAnswer,
    errors: ['proposal_closed'],
    handle: ({ actor, params, body }) => declineProposal(actor, { ...body, proposalId: params.id }),
  }),
  route({
    method: 'post',
    path: '/proposals/{id}/withdraw',
    summary: 'Take your own side’s proposal back',
    tag,
    who: everySide,
    params,
    answer: proposalAnswer,
    errors: ['proposal_closed'],
    handle: ({ actor, params }) => withdrawProposal(actor, { proposalId: params.id }),
  }),
  route({
    method: 'post',
    path: '/proposals/{id}/approve',
    summary: 'Approve accepted terms that a recruiter agreed on: they bind',
    tag,
    who: reviewers,
    params,
    answer: proposalAnswer,
    errors: ['conflict'],
    handle: ({ actor, params }) => approveTerms(actor, { proposalId: params.id }),
  }),
  route({
    method: 'post',
    path: '/proposals/{id}/return',
    summary: 'Do not approve accepted terms: nothing binds, and the negotiation goes on',
    tag,
    who: reviewers,
    params,
    body: returnInput.omit(bare),
    answer: proposalAnswer,
    errors: ['conflict'],
    handle: ({ actor, params, body }) => returnTerms(actor, { ...body, proposalId: params.id }),
  }),
  route({
    method: 'get',
    path: '/jobs/{id}/terms',
    summary: 'The terms of a job that have bound, newest first',
    tag,
    who: parties,
    params,
    answer: boundTermsAnswer,
    handle: ({ actor, params }) => readTerms(actor, params.id),
  }),
]
