import { database, sqlOf } from '../../db/database.ts'
import type { BoardState } from '../../realtime/apply.ts'
import { enterRoom } from '../snapshot.ts'
import { findPlace } from '../threads/queries.ts'
import { idOf, page } from './page.ts'
import { negotiationView } from './proposals-view.ts'
import { threadsView } from './thread-view.ts'

const negotiationPage = page({
  path: '/jobs/:id/negotiation',
  who: ['admin', 'manager', 'recruiter', 'client'],
  show: async ({ actor, request }) => {
    const jobId = idOf(request)
    const db = sqlOf(database().orm.em.fork())
    await findPlace(db, actor, { kind: 'negotiation', of: jobId })
    const { entered } = await enterRoom(actor, `job:${jobId}`)
    const [view, threads] = await Promise.all([
      negotiationView(db, actor, jobId),
      threadsView(actor, { jobId }),
    ])
    const { job, ...state } = entered.state as BoardState
    // The page stands in the room of the board, and shows none of its cards.
    const here = { ...entered, state: { ...state, job, columns: [], submissions: [] } }
    const currency = (job.salary as { currency: string } | null)?.currency ?? 'EUR'
    return {
      template: 'negotiation',
      title: `Terms: ${job.title}`,
      data: {
        entered: { ...here, me: { id: actor.id, name: actor.name } },
        job: { id: job.id, title: job.title, company: job.company.name },
        view,
        ...threads,
        isOffer: false,
        currency,
      },
      script: 'negotiation',
      stylesheet: 'board',
    }
  },
})

export const negotiationPages = [negotiationPage]
