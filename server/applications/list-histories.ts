import { raw, type FilterQuery } from '@mikro-orm/postgresql'
import { database, sqlOf } from '../../db/database.ts'
import { ApplicationHistory, type IApplicationHistory } from '../../db/entities/application-history.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage } from '../cursor.ts'
import { audienceOf, cutOf, policy } from './policy.ts'
import { presentApplication, presentEntry } from './presenter.ts'
import { applicationRows, entryRows, type ApplicationRow, type HistoryRow } from './queries.ts'
import type { HistoryListQuery } from './schema.ts'

type Where = FilterQuery<IApplicationHistory>

/** A client reads of a candidate what happened since it was shown them; where it recruits in-house, all. */
const sinceShown = (): Where => ({
  [raw(
    alias => `exists (select from application a join job_posting j on j.id = a.job_id
      where a.id = ${alias}.application_id
        and (a.shown_to_client_at <= ${alias}.at or j.company_id = j.staffing_company_id))`,
  )]: [],
})

const presentLine = (cut: keyof typeof presentEntry, entry: HistoryRow, row: ApplicationRow) => {
  const application = presentApplication[cut](row)
  return {
    ...presentEntry[cut](entry, row),
    application: {
      id: row.id,
      ...('candidate' in application && { candidate: application.candidate.name }),
    },
    job: application.job,
  }
}

/** What happened to all applications that the actor may see, newest first, each entry as in its own history. */
export const listHistories = async (actor: Actor, query: HistoryListQuery) => {
  const em = database().orm.em.fork()
  const page = readPage('histories', query)
  const { jobId, applicationId } = page.filters
  const cut = cutOf(audienceOf(actor))
  const found = await em.find(
    ApplicationHistory,
    {
      $and: [
        { application: policy.scope(actor) },
        cut === 'client' ? sinceShown() : {},
        jobId !== undefined ? { application: { job: jobId } } : {},
        applicationId !== undefined ? { application: applicationId } : {},
        page.after ? { id: { $lt: page.after[0]! } } : {},
      ],
    },
    { fields: ['id'], orderBy: { id: 'desc' }, limit: page.limit + 1 },
  )
  const { rows, nextCursor } = cutPage(page, found, ({ id }) => [id])
  const entries = await entryRows(
    sqlOf(em),
    rows.map(({ id }) => id),
  )
  const ids = [...new Set(entries.map(entry => entry.application_id))]
  const applications = new Map((await applicationRows(sqlOf(em), ids)).map(row => [row.id, row]))
  return {
    data: entries.map(entry => presentLine(cut, entry, applications.get(entry.application_id)!)),
    page: { nextCursor },
  }
}
