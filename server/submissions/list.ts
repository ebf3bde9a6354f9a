import { sql } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { countUpTo } from '../count.ts'
import { cutPage, readPage } from '../cursor.ts'
import { cutOf, policy } from './policy.ts'
import { presentSubmission } from './presenter.ts'
import { rowsOf } from './queries.ts'
import type { SubmissionListQuery } from './schema.ts'

/** The submissions this actor may see, the newest first, page by page, and how many there are in all. */
export const listSubmissions = async (actor: Actor, query: SubmissionListQuery) => {
  const page = readPage('submissions', query)
  const { jobId, status } = page.filters
  const db = sqlOf(database().orm.em.fork())
  const found = rowsOf(db)
    .where(policy.scope(actor))
    .$if(jobId !== undefined, rows => rows.where('s.job_id', '=', jobId!))
    .$if(status !== undefined, rows => rows.where('s.status', 'in', status!))
  const [after] = page.after ?? []
  const [shown, total] = await Promise.all([
    found
      .$if(after !== undefined, rows => rows.where('s.id', '<', after!))
      .orderBy('s.id', 'desc')
      .limit(page.limit + 1)
      .execute(),
    countUpTo(db, sql`${found}`),
  ])
  const { rows, nextCursor } = cutPage(page, shown, ({ id }) => [id])
  return { data: rows.map(presentSubmission[cutOf(actor)]), page: { nextCursor }, total }
}
