import { boardView } from '../../templates/web/board-view.ts'
import { staffRoles } from '../actor.ts'
import { readBoardAt } from '../boards/past.ts'
import { boardQuery } from '../boards/schema.ts'
import * as clock from '../clock.ts'
import { parseInput } from '../route.ts'
import { idOf, page } from './page.ts'

/** An instant as the form has it without a script: a day and a minute, which are taken as UTC. */
const withZone = (at: unknown) =>
  typeof at === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at) ? `${at}:00Z` : at

const pastBoardPage = page({
  path: '/jobs/:id/board/past',
  who: staffRoles,
  show: async ({ actor, request }) => {
    const jobId = idOf(request)
    const now = clock.now()
    const { at = now.toISOString() } = parseInput(boardQuery, { at: withZone(request.query.at) })
    const board = await readBoardAt(actor, jobId, { at: new Date(at), now })
    const state = { ...board, submissions: [], threads: [] }
    const view = boardView(state, { audience: 'staff', mover: null, turns: [], now: new Date(at) })
    const columns = view.columns.map(column => ({ ...column, isEnd: false, shown: true }))
    return {
      template: 'past-board',
      title: `${view.title}, as it was`,
      data: {
        view: { ...view, columns },
        at: board.at,
        exactFrom: board.exactFrom && board.at < board.exactFrom ? board.exactFrom : null,
        boardHref: `/jobs/${jobId}/board`,
      },
      script: 'past-board',
      stylesheet: 'board',
    }
  },
})

export const pastBoardPages = [pastBoardPage]
