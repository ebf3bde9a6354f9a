import { z } from 'zod'
import { boardView, type Mover } from '../../templates/web/board-view.ts'
import { database } from '../../db/database.ts'
import { isStaff, type Actor } from '../actor.ts'
import { isAssigned } from '../applications/queries.ts'
import { notFound } from '../errors.ts'
import { id } from '../schema.ts'
import { enterRoom } from '../snapshot.ts'
import { page } from './page.ts'

/** A malformed id in a page's path is a page that does not exist. */
const idOf = (params: unknown) => {
  const parsed = z.looseObject({ id }).safeParse(params)
  if (!parsed.success) throw notFound()
  return parsed.data.id
}

/** The part the reader has in moving the cards of this job. What is shown by it is decided again by each command. */
const moverOf = async (actor: Actor, jobId: string): Promise<Mover> => {
  if (isStaff(actor)) return 'staff'
  const assigned = actor.role === 'client' && (await isAssigned(database().orm.em.fork(), actor, jobId))
  return assigned ? 'client' : null
}

/** A room as a page begins with it: painted from the state, then live from its position. */
const enter = async (actor: Actor, room: string) => {
  const { aclVersion: _aclVersion, state, ...entered } = await enterRoom(actor, room)
  return { ...entered, state: state!, me: { id: actor.id, name: actor.name } }
}

const boardPage = page({
  path: '/jobs/:id/board',
  who: ['admin', 'manager', 'recruiter', 'client', 'agency'],
  show: async ({ actor, request }) => {
    const jobId = idOf(request.params)
    const entered = await enter(actor, `job:${jobId}`)
    const mover = await moverOf(actor, jobId)
    const state = entered.state as Parameters<typeof boardView>[0]
    const view = boardView(state, { audience: entered.audience, mover, now: new Date() })
    const data = { entered: { ...entered, mover }, view }
    return { template: 'board', title: view.title, data, script: 'board', stylesheet: 'board' }
  },
})

export const boardPages = [boardPage]
