import * as clock from '../clock.ts'
import { listPlacements } from '../placements/list.ts'
import { placementListQuery } from '../placements/schema.ts'
import { parseInput } from '../route.ts'
import { applicationRooms, mostLive } from './application-rooms.ts'
import { page } from './page.ts'
import { placementView } from './placement-view.ts'

const filters = [
  { label: 'All', status: '' },
  { label: 'To come', status: 'expected,postponed' },
  { label: 'Joined', status: 'joined' },
  { label: 'Left', status: 'left' },
  { label: 'Did not start', status: 'fell_through' },
]

const hrefOf = (fields: Record<string, string>) => {
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''))
  return query.size ? `/placements?${query.toString()}` : '/placements'
}

export const placementPages = [
  page({
    path: '/placements',
    who: ['admin', 'manager', 'recruiter', 'client'],
    show: async ({ actor, request }) => {
      const { cursor, status: given } = request.query
      // What stands in the address else is nobody's business here.
      const status = filters.find(each => each.status === given)?.status ?? ''
      const asked = { limit: mostLive, ...(status && { status }) }
      const now = clock.now()
      const query = parseInput(placementListQuery, cursor === undefined ? asked : { cursor })
      const { data, page: list } = await listPlacements(actor, query, now)
      return {
        template: 'placements',
        title: 'Placements',
        data: {
          filters: filters.map(filter => ({
            label: filter.label,
            href: hrefOf({ status: filter.status }),
            current: filter.status === status,
          })),
          placements: data.map(placement => placementView(placement, now)),
          isFiltered: status !== '',
          firstHref: cursor === undefined ? null : hrefOf({ status }),
          nextHref: list.nextCursor && hrefOf({ status, cursor: list.nextCursor }),
          isClient: actor.role === 'client',
          rooms: await applicationRooms(
            actor,
            data.map(({ application }) => application.id),
          ),
        },
        script: 'placements',
      }
    },
  }),
]
