import * as clock from '../clock.ts'
import { listOwed } from '../owed/list.ts'
import { owedListQuery } from '../owed/schema.ts'
import { listEscalated } from '../reminders/escalated.ts'
import { parseInput } from '../route.ts'
import { enterRoom } from '../snapshot.ts'
import { zoneOf } from './interview-view.ts'
import { page } from './page.ts'
import { waitingView } from './waiting-view.ts'

/** As many as fit one page without paging through what is to be done today. */
const limit = 100

export const waitingPages = [
  page({
    path: '/waiting',
    who: 'signed_in',
    show: async ({ actor, request }) => {
      const { cursor } = request.query
      const query = parseInput(owedListQuery, cursor === undefined ? { limit } : { cursor })
      const now = clock.now()
      const isFirst = cursor === undefined
      const [list, escalated, zone, { entered }] = await Promise.all([
        listOwed(actor, query, now),
        isFirst ? listEscalated(actor, now) : [],
        zoneOf(actor),
        enterRoom(actor, `user:${actor.id}`),
      ])
      const view = waitingView(list, escalated, { isFirst, now, zone })
      return { template: 'waiting', title: 'Waiting for me', data: { entered, view }, script: 'waiting' }
    },
  }),
]
