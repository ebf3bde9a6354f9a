import { now } from '../clock.ts'
import { route } from '../route.ts'
import { owedCountAnswer, owedListAnswer } from './answers.ts'
import { countOwed, listOwed } from './list.ts'
import { owedListQuery } from './schema.ts'

const tag = 'Waiting'

export const owedRoutes = [
  route({
    method: 'get',
    path: '/me/waiting',
    summary: 'What waits for you, oldest first',
    tag,
    who: 'signed_in',
    query: owedListQuery,
    answer: owedListAnswer,
    handle: ({ actor, query }) => listOwed(actor, query, now()),
  }),
  route({
    method: 'get',
    path: '/me/waiting/count',
    summary: 'How much waits for you',
    tag,
    who: 'signed_in',
    answer: owedCountAnswer,
    handle: ({ actor }) => countOwed(actor, now()),
  }),
]
