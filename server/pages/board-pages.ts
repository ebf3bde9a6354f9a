import { z } from 'zod'
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

export const boardPages = [
  page({
    path: '/jobs/:id/board',
    who: ['admin', 'manager', 'recruiter', 'client', 'agency'],
    show: async ({ actor, request }) => {
      const { aclVersion: _aclVersion, ...entered } = await enterRoom(actor, `job:${idOf(request.params)}`)
      return { template: 'board', title: 'Board', data: { entered }, script: 'board' }
    },
  }),
]
