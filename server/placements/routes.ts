import { z } from 'zod'
import { staffRoles, type Actor } from '../actor.ts'
import { now } from '../clock.ts'
import { parseInput, route } from '../route.ts'
import { id } from '../schema.ts'
import { placementAnswer, placementListAnswer } from './answers.ts'
import { editPlacement } from './edit.ts'
import { fallThroughPlacement } from './fall-through.ts'
import { joinPlacement } from './join.ts'
import { leavePlacement } from './leave.ts'
import { listPlacements } from './list.ts'
import { postponePlacement } from './postpone.ts'
import { readPlacement } from './read.ts'
import { changeInput, editInput, placementListQuery, recordInput, type ChangeInput } from './schema.ts'

const tag = 'Placements'
const params = z.strictObject({ id })

/** The command that a change asks for by its status. */
const change = (actor: Actor, placementId: string, body: ChangeInput) => {
  if (body.status === undefined) return editPlacement(actor, { placementId, ...parseInput(editInput, body) })
  const input = { placementId, ...parseInput(recordInput, body) }
  switch (input.status) {
    case 'joined':
      return joinPlacement(actor, input)
    case 'postponed':
      return postponePlacement(actor, input)
    case 'fell_through':
      return fallThroughPlacement(actor, input)
    case 'left':
      return leavePlacement(actor, input)
  }
}

export const placementRoutes = [
  route({
    method: 'get',
    path: '/placements',
    summary: 'Who was hired: of your company, newest first',
    tag,
    who: [...staffRoles, 'client'],
    query: placementListQuery,
    answer: placementListAnswer,
    handle: ({ actor, query }) => listPlacements(actor, query, now()),
  }),
  route({
    method: 'get',
    path: '/placements/{id}',
    summary: 'One placement, cut for you',
    tag,
    who: [...staffRoles, 'client'],
    params,
    answer: placementAnswer,
    handle: ({ actor, params }) => readPlacement(actor, params.id, now()),
  }),
  route({
    method: 'patch',
    path: '/placements/{id}',
    summary: 'Record what became of a hire: joined, postponed, fell through, left',
    tag,
    who: [...staffRoles, 'client'],
    params,
    body: changeInput,
    answer: placementAnswer,
    errors: ['stale', 'invalid_transition', 'conflict'],
    handle: ({ actor, params, body }) => change(actor, params.id, body),
  }),
]
