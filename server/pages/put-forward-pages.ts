import { pooled } from '../../db/statement.ts'
import { isStaff } from '../actor.ts'
import { now } from '../clock.ts'
import { takesApplications } from '../job-postings/policy.ts'
import { findJob } from '../job-postings/queries.ts'
import { answerDays } from '../submissions/schema.ts'
import { idOf, page } from './page.ts'
import { boardPositions, putForwardView } from './put-forward-view.ts'

export const putForwardPages = [
  page({
    path: '/jobs/:id/put-forward',
    who: ['admin', 'manager', 'recruiter', 'agency'],
    show: async ({ actor, request }) => {
      const job = await findJob(pooled, actor, idOf(request))
      // Before what is painted: what happens in between is told once more.
      const rooms = await boardPositions(actor, [job.id])
      const list = await putForwardView(actor, job.id)
      const data = {
        rooms,
        list,
        job: { id: job.id, title: job.title, company: job.company_name },
        isOpen: takesApplications({ ...job, deletedAt: job.deleted_at }, now()),
        searches: isStaff(actor),
        answerDays,
      }
      return { template: 'put-forward', title: `Put forward for ${job.title}`, data, script: 'put-forward' }
    },
  }),
]
