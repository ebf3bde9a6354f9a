import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { addressOf } from '../address.ts'
import { applicationAnswer } from '../applications/answers.ts'
import { now } from '../clock.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import {
  decidedAnswer,
  introductionAnswer,
  linkListAnswer,
  newLinkAnswer,
  sharedAnswer,
  shortlistAnswer,
} from './answers.ts'
import { decideSeveral } from './decide-several.ts'
import { decideOnApplication } from './decide.ts'
import { listLinks } from './list-links.ts'
import { makeLink } from './make-link.ts'
import { readIntroduction, readShortlist } from './read.ts'
import { revokeLink } from './revoke-link.ts'
import { approveInput, decideInput, declineInput, linkInput, withdrawInput } from './schema.ts'
import { asGone, checkLink, noteView, openLink, readShared, tagOf } from './shared.ts'
import { withdrawProposal } from './withdraw.ts'

const tag = 'Shortlists'
const params = z.strictObject({ id })
/** Whatever it is: a wrong one answers like one that does not exist. */
const tokenParams = z.strictObject({ token: z.string() })
const decision = { tag, params, answer: applicationAnswer, errors: ['stale', 'not_proposed'] } as const
/** Fifty reasons of two thousand characters, each escaped, in bytes. */
const limit = 768 * 1_024

export const shortlistRoutes = [
  route({
    method: 'get',
    path: '/jobs/{id}/shortlist',
    summary: 'Who waits for the client’s decision, and what was decided',
    tag,
    who: [...staffRoles, 'client'],
    params,
    answer: shortlistAnswer,
    handle: ({ actor, params }) => readShortlist(actor, params.id),
  }),
  route({
    ...decision,
    method: 'post',
    path: '/applications/{id}/approve',
    summary: 'Say yes to a proposed candidate: the move to interview',
    who: ['client'],
    body: approveInput,
    handle: ({ actor, params, body }) =>
      decideOnApplication(actor, { ...body, applicationId: params.id, approve: true }),
  }),
  route({
    ...decision,
    method: 'post',
    path: '/applications/{id}/decline',
    summary: 'Say no to a proposed candidate, with the reason',
    who: ['client'],
    body: declineInput,
    handle: ({ actor, params, body: { reason, version } }) =>
      decideOnApplication(actor, { applicationId: params.id, version, decline: reason }),
  }),
  route({
    method: 'post',
    path: '/jobs/{id}/shortlist/decide',
    summary: 'Decide on several at once; each has its own outcome',
    tag,
    who: ['client'],
    params,
    body: decideInput,
    limit,
    answer: decidedAnswer,
    handle: ({ actor, params, body }) => decideSeveral(actor, { ...body, jobId: params.id }),
  }),
  route({
    ...decision,
    method: 'post',
    path: '/applications/{id}/shortlist/withdraw',
    summary: 'Take back a proposal that was not decided; the client sees the card no more',
    who: staffRoles,
    body: withdrawInput.omit({ applicationId: true }),
    handle: ({ actor, params, body }) => withdrawProposal(actor, { ...body, applicationId: params.id }),
  }),
  route({
    method: 'get',
    path: '/applications/{id}/introduction',
    summary: 'When and by whom the employer learned who the candidate is',
    tag,
    who: staffRoles,
    params,
    answer: introductionAnswer,
    handle: ({ actor, params }) => readIntroduction(actor, params.id),
  }),
  route({
    method: 'get',
    path: '/jobs/{id}/shortlist-links',
    summary: 'The links to the shortlist without an account, with when they were last viewed',
    tag,
    who: staffRoles,
    params,
    answer: linkListAnswer,
    handle: ({ actor, params }) => listLinks(actor, params.id),
  }),
  route({
    method: 'post',
    path: '/jobs/{id}/shortlist-links',
    summary: 'Make a link to the shortlist for a hiring manager who need not sign in',
    tag,
    who: staffRoles,
    params,
    body: linkInput,
    answer: newLinkAnswer,
    status: 201,
    handle: ({ actor, params, body }) => makeLink(actor, { ...body, jobId: params.id }),
  }),
  route({
    method: 'delete',
    path: '/shortlist-links/{id}',
    summary: 'Revoke a link: it ends at once',
    tag,
    who: staffRoles,
    params,
    answer: z.undefined(),
    status: 204,
    handle: ({ actor, params }) => revokeLink(actor, { linkId: params.id }),
  }),
  route({
    method: 'get',
    path: '/shared/shortlists/{token}',
    summary:
      'The shortlist that a link leads to. Ask again with `If-None-Match`: 304 while nothing has changed',
    tag,
    who: 'everyone',
    params: tokenParams,
    answer: sharedAnswer,
    handle: async ({ params, request, response }) => {
      const link = await openLink(params.token, addressOf(request))
      await noteView(link, now())
      const current = await tagOf(link)
      response.set({ ETag: current, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
      if (request.get('if-none-match')?.replace(/^W\//, '') === current)
        return void response.status(304).end()
      return readShared(link)
    },
  }),
  route({
    method: 'post',
    path: '/shared/shortlists/{token}/decide',
    summary: 'Decide through a link, in the name of its hiring manager',
    tag,
    who: 'everyone',
    params: tokenParams,
    body: decideInput,
    limit,
    answer: decidedAnswer,
    handle: async ({ params, body, request }) => {
      const link = await openLink(params.token, addressOf(request))
      const input = { ...body, jobId: link.jobId }
      return decideSeveral(link.actor, input, checkLink(link)).catch((error: unknown) => {
        throw asGone(error)
      })
    },
  }),
]
