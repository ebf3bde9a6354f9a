import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { candidateAnswer, candidateListAnswer } from './answers.ts'
import { listCandidates } from './list.ts'
import { readCandidate } from './read.ts'
import { candidateListQuery } from './schema.ts'

const tag = 'Candidates'
const who = [...staffRoles, 'client', 'agency'] as const

export const candidateRoutes = [
  route({
    method: 'get',
    path: '/candidates',
    summary: 'Candidates: all to staff, an agency’s own, those shown to a client by name',
    tag,
    who,
    query: candidateListQuery,
    answer: candidateListAnswer,
    handle: ({ actor, query }) => listCandidates(actor, query),
  }),
  route({
    method: 'get',
    path: '/candidates/{id}',
    summary: 'One candidate, cut for you',
    tag,
    who,
    params: z.strictObject({ id }),
    answer: candidateAnswer,
    handle: ({ actor, params }) => readCandidate(actor, params.id),
  }),
]
