import { z } from 'zod'
import { staffRoles } from '../actor.ts'
import { route } from '../route.ts'
import { id } from '../schema.ts'
import { placementAnswer, placementListAnswer } from './answers.ts'
import { listPlacements } from './list.ts'
import { readPlacement } from './read.ts'
import { placementListQuery } from './schema.ts'

const tag = 'Placements'

export const placementRoutes = [
  route({
    method: 'get',
    path: '/placements',
    summary: 'Who was hired: of your company, newest first',
    tag,
    who: [...staffRoles, 'client'],
    query: placementListQuery,
    answer: placementListAnswer,
    handle: ({ actor, query }) => listPlacements(actor, query),
  }),
  route({
    method: 'get',
    path: '/placements/{id}',
    summary: 'One placement, cut for you',
    tag,
    who: [...staffRoles, 'client'],
    params: z.strictObject({ id }),
    answer: placementAnswer,
    handle: ({ actor, params }) => readPlacement(actor, params.id),
  }),
]
