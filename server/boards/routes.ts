import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { now } from '../clock.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { boardOrPastAnswer, changesAnswer } from './answers.ts'
import { readChanges } from './changes.ts'
import { readBoardAt } from './past.ts'
import { readBoard } from './read.ts'
import { boardQuery, changesQuery, visitInput } from './schema.ts'
import { visitBoard } from './visit.ts'

const here = {
  tag: 'Boards',
  who: [...staffRoles, 'client', 'agency'],
  params: z.strictObject({ id }),
} as const

export const boardRoutes = [
  route({
    ...here,
    method: 'get',
    path: '/jobs/{id}/board',
    summary: 'The board, cut for you, with the position from which to follow it; for staff also as it was',
    query: boardQuery,
    answer: boardOrPastAnswer,
    handle: ({ actor, params, query }) =>
      query.at === undefined
        ? readBoard(actor, params.id)
        : readBoardAt(actor, params.id, { at: new Date(query.at), now: now() }),
  }),
  route({
    ...here,
    method: 'get',
    path: '/jobs/{id}/changes',
    summary: 'What others did on the board since you last looked, or since an instant',
    query: changesQuery,
    answer: changesAnswer,
    handle: ({ actor, params, query }) =>
      readChanges(actor, params.id, { since: query.since === undefined ? undefined : new Date(query.since) }),
  }),
  route({
    ...here,
    method: 'put',
    path: '/jobs/{id}/visit',
    summary: 'Note up to where you have seen the board',
    body: visitInput,
    answer: z.undefined(),
    status: 204,
    handle: ({ actor, params, body }) => visitBoard(actor, { ...body, jobId: params.id }),
  }),
]
