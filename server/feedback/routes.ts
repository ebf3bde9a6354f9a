import { z } from 'zod'
import { now } from '../clock.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { feedbackAnswer, feedbackListAnswer } from './answers.ts'
import { giveFeedback } from './give.ts'
import { judges } from './policy.ts'
import { readFeedback } from './read.ts'
import { giveInput } from './schema.ts'

const tag = 'Feedback'
const params = z.strictObject({ id })

export const feedbackRoutes = [
  route({
    method: 'put',
    path: '/interviews/{id}/feedback',
    summary: 'Give your feedback after an interview, or change it',
    tag,
    who: judges,
    params,
    body: giveInput.omit({ interviewId: true }),
    // A remark for each of ten criteria and one for all, each character an escape of its own
    limit: 256 * 1_024,
    answer: feedbackAnswer,
    errors: ['conflict', 'stale'],
    handle: ({ actor, params, body }) => giveFeedback(actor, { ...body, interviewId: params.id }),
  }),
  route({
    method: 'get',
    path: '/applications/{id}/feedback',
    summary: 'The feedback on an application: your own, and your fellows’ once you have given it',
    tag,
    who: judges,
    params,
    answer: feedbackListAnswer,
    handle: ({ actor, params }) => readFeedback(actor, params.id, now()),
  }),
]
