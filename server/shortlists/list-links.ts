import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { findJob } from '../job-postings/queries.ts'
import { presentLink } from './presenter.ts'
import { linkRows } from './queries.ts'

/** The links to a job's shortlist, newest first, all in one page: a job has a handful. 404 unless the actor sees the job. */
export const listLinks = async (actor: Actor, jobId: string) => {
  await findJob(pooled, actor, jobId)
  const rows = await linkRows(sqlOf(database().orm.em.fork()), jobId)
  return { data: rows.map(presentLink), page: { nextCursor: null } }
}
