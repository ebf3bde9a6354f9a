import type { Response } from 'express'
import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { now } from '../clock.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { acceptInterview, declineInterview } from './answer.ts'
import {
  availabilityAnswer,
  feedAnswer,
  freeAnswer,
  interviewAnswer,
  interviewLine,
  interviewListAnswer,
  interviewsAnswer,
  madeFeedAnswer,
} from './answers.ts'
import { cancelInterview } from './cancel.ts'
import { chooseSlot } from './choose.ts'
import { completeInterview, missInterview } from './complete.ts'
import { deleteCalendarFeed } from './delete-calendar-feed.ts'
import { editInterview } from './edit.ts'
import { readFree } from './free.ts'
import { listInterviews } from './list.ts'
import { makeCalendarFeed } from './make-calendar-feed.ts'
import { readAvailability } from './read-availability.ts'
import { readCalendarFeed } from './read-calendar-feed.ts'
import { readCalendar } from './read-calendar.ts'
import { readInterview, readInterviews } from './read.ts'
import { scheduleInterview } from './schedule.ts'
import {
  availabilityInput,
  cancelInput,
  chooseInput,
  declineInput,
  editInput,
  freeQuery,
  interviewListQuery,
  scheduleBody,
} from './schema.ts'
import { serveCalendarFeed } from './serve-feed.ts'
import { setAvailability } from './set-availability.ts'

const tag = 'Interviews'
const params = z.strictObject({ id })
const without = { interviewId: true } as const
const arrangers = [...staffRoles, 'client'] as const
const panelists = ['manager', 'recruiter', 'client', 'interviewer'] as const
const choosers = [...staffRoles, 'candidate'] as const
const readers = [...staffRoles, 'client', 'interviewer', 'candidate'] as const
const withCalendar = [...panelists, 'candidate'] as const

const media = 'text/calendar; charset=utf-8'
const sendCalendar = (response: Response, text: string) =>
  void response.set('Cache-Control', 'no-store').type(media).send(text)

/** A place, a link and a note in any script, all as long as they may be. */
const planLimit = 48 * 1_024

export const interviewRoutes = [
  route({
    method: 'get',
    path: '/applications/{id}/interviews',
    summary: 'The interviews of an application, in the order they were made, cut for you',
    tag,
    who: readers,
    params,
    answer: interviewsAnswer,
    handle: ({ actor, params }) => readInterviews(actor, params.id),
  }),
  route({
    method: 'post',
    path: '/applications/{id}/interviews',
    summary: 'Make an interview: at a fixed time, or with slots from which the candidate chooses',
    tag,
    who: arrangers,
    params,
    body: scheduleBody,
    limit: planLimit,
    answer: interviewAnswer,
    status: 201,
    errors: ['conflict', 'slot_taken'],
    handle: ({ actor, params, body }) => scheduleInterview(actor, { ...body, applicationId: params.id }),
  }),
  route({
    method: 'get',
    path: '/applications/{id}/availability',
    summary: 'When the candidate can, who can be on the panel, and when all of those you name can',
    tag,
    who: staffRoles,
    params,
    query: freeQuery,
    answer: freeAnswer,
    handle: ({ actor, params, query }) => readFree(actor, params.id, query),
  }),
  route({
    method: 'get',
    path: '/interviews',
    summary:
      'Those you sit in, your own as a candidate, your company’s for staff and clients; earliest first',
    tag,
    who: readers,
    query: interviewListQuery,
    answer: interviewListAnswer,
    handle: ({ actor, query }) => listInterviews(actor, query),
  }),
  route({
    method: 'get',
    path: '/interviews/{id}.ics',
    summary: 'One interview as a calendar file, cut for you',
    tag,
    who: readers,
    params,
    answer: z.string(),
    media,
    errors: ['conflict'],
    handle: async ({ actor, params, response }) =>
      sendCalendar(response, await readCalendar(actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/interviews/{id}',
    summary: 'One interview, cut for you',
    tag,
    who: readers,
    params,
    answer: interviewLine,
    handle: ({ actor, params }) => readInterview(actor, params.id),
  }),
  route({
    method: 'patch',
    path: '/interviews/{id}',
    summary: 'Give an interview another time, panel or place',
    tag,
    who: arrangers,
    params,
    body: editInput.omit(without),
    limit: planLimit,
    answer: interviewAnswer,
    errors: ['stale', 'conflict', 'slot_taken'],
    handle: ({ actor, params, body }) => editInterview(actor, { ...body, interviewId: params.id }),
  }),
  route({
    method: 'post',
    path: '/interviews/{id}/choose',
    summary: 'Choose one of the proposed slots',
    tag,
    who: choosers,
    params,
    body: chooseInput.omit(without),
    answer: interviewAnswer,
    errors: ['conflict', 'slot_taken'],
    handle: ({ actor, params, body }) => chooseSlot(actor, { ...body, interviewId: params.id }),
  }),
  route({
    method: 'post',
    path: '/interviews/{id}/accept',
    summary: 'Say that you will come, as one of the panel',
    tag,
    who: panelists,
    params,
    answer: interviewAnswer,
    errors: ['conflict', 'slot_taken'],
    handle: ({ actor, params }) => acceptInterview(actor, { interviewId: params.id }),
  }),
  route({
    method: 'post',
    path: '/interviews/{id}/decline',
    summary: 'Say that you will not come, as one of the panel',
    tag,
    who: panelists,
    params,
    body: declineInput.omit(without),
    answer: interviewAnswer,
    errors: ['conflict'],
    handle: ({ actor, params, body }) => declineInterview(actor, { ...body, interviewId: params.id }),
  }),
  route({
    method: 'post',
    path: '/interviews/{id}/cancel',
    summary: 'Call an interview off, with a reason',
    tag,
    who: arrangers,
    params,
    body: cancelInput.omit(without),
    answer: interviewAnswer,
    errors: ['conflict'],
    handle: ({ actor, params, body }) => cancelInterview(actor, { ...body, interviewId: params.id }),
  }),
  route({
    method: 'post',
    path: '/interviews/{id}/complete',
    summary: 'Note that an interview took place',
    tag,
    who: arrangers,
    params,
    answer: interviewAnswer,
    errors: ['conflict'],
    handle: ({ actor, params }) => completeInterview(actor, { interviewId: params.id }),
  }),
  route({
    method: 'post',
    path: '/interviews/{id}/no-show',
    summary: 'Note that the candidate did not come to an interview',
    tag,
    who: arrangers,
    params,
    answer: interviewAnswer,
    errors: ['conflict'],
    handle: ({ actor, params }) => missInterview(actor, { interviewId: params.id }),
  }),
  route({
    method: 'get',
    path: '/me/availability',
    summary: 'When you can, as a candidate',
    tag,
    who: ['candidate'],
    answer: availabilityAnswer,
    handle: ({ actor }) => readAvailability(actor),
  }),
  route({
    method: 'put',
    path: '/me/availability',
    summary: 'Say when you can; overlapping windows become one',
    tag,
    who: ['candidate'],
    body: availabilityInput,
    answer: availabilityAnswer,
    handle: ({ actor, body }) => setAvailability(actor, body),
  }),
  route({
    method: 'get',
    path: '/me/calendar-feed',
    summary: 'When your calendar feed was made and last read; null without one',
    tag,
    who: withCalendar,
    answer: feedAnswer,
    handle: ({ actor }) => readCalendarFeed(actor),
  }),
  route({
    method: 'post',
    path: '/me/calendar-feed',
    summary:
      'Make the private address under which calendar programs read your interviews; the one before is dead',
    tag,
    who: withCalendar,
    answer: madeFeedAnswer,
    status: 201,
    handle: ({ actor }) => makeCalendarFeed(actor),
  }),
  route({
    method: 'delete',
    path: '/me/calendar-feed',
    summary: 'End your calendar feed',
    tag,
    who: withCalendar,
    answer: z.undefined(),
    status: 204,
    handle: ({ actor }) => deleteCalendarFeed(actor),
  }),
  route({
    method: 'get',
    path: '/calendar/{token}.ics',
    summary: 'Somebody’s interviews, to whoever knows the address',
    tag,
    who: 'everyone',
    params: z.strictObject({ token: z.string() }),
    answer: z.string(),
    media,
    errors: ['too_many_requests'],
    handle: async ({ params, request, response }) =>
      sendCalendar(
        response,
        await serveCalendarFeed(params.token, { ip: request.ip ?? 'unknown', now: now() }),
      ),
  }),
]
