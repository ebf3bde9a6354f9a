import { database, sqlOf } from '../../db/database.ts'
import { pooled } from '../../db/statement.ts'
import type { Actor } from '../actor.ts'
import { isShownToClient } from '../applications/policy.ts'
import { presentApplication } from '../applications/presenter.ts'
import { applicationRows, findApplication } from '../applications/queries.ts'
import { notFound } from '../errors.ts'
import { cutOf } from '../job-postings/policy.ts'
import { findJob } from '../job-postings/queries.ts'
import { presentIntroduction } from './presenter.ts'
import { introductionOf, shortlistIds } from './queries.ts'

/** A job's shortlist, cut for staff or client: who waits for a decision, and what was decided. 404 unless they see the job. */
export const readShortlist = async (actor: Actor, jobId: string) => {
  const job = await findJob(pooled, actor, jobId)
  const cut = cutOf(actor) === 'staff' ? 'staff' : 'client'
  const db = sqlOf(database().orm.em.fork())
  const ids = await shortlistIds(db, jobId)
  const rows = await applicationRows(db, [...ids.proposed, ...ids.decided])
  const shown = cut === 'staff' ? rows : rows.filter(isShownToClient)
  const present = shown.map(row => presentApplication[cut](row))
  const waiting = new Set(ids.proposed)
  return {
    job: { id: job.id, title: job.title, company: { name: job.company_name } },
    blind: job.blind_shortlist,
    proposed: present.filter(({ id }) => waiting.has(id)),
    decided: present.filter(({ id }) => !waiting.has(id)),
  }
}

/** When and by whom the employer learned who the candidate is. 404 if it has not, and for who may not see the application. */
export const readIntroduction = async (actor: Actor, applicationId: string) => {
  await findApplication(pooled, actor, applicationId)
  const introduction = await introductionOf(sqlOf(database().orm.em.fork()), applicationId)
  if (!introduction) throw notFound()
  return presentIntroduction(introduction)
}
