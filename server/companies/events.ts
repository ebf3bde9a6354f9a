import { meRow } from '../accounts/queries.ts'
import { presentMe } from '../accounts/presenter.ts'
import type { EventKind, StreamEntry } from '../event-kind.ts'
import { jobEverywhere } from '../job-postings/events.ts'
import { knownStreams, streamOf } from '../log.ts'

export interface CompanyChange {
  companyId: string
}

const renamed: EventKind<CompanyChange> = {
  v: 1,
  streams: async (writing, { companyId }) => {
    const { sql } = writing
    const jobs = await sql
      .selectFrom('job_posting as j')
      .select('j.id')
      .where(({ or, eb, exists, selectFrom }) =>
        or([
          eb('j.company_id', '=', companyId),
          eb('j.staffing_company_id', '=', companyId),
          exists(
            selectFrom('assignment as a')
              .select('a.id')
              .whereRef('a.job_id', '=', 'j.id')
              .where('a.company_id', '=', companyId),
          ),
        ]),
      )
      .where('j.deleted_at', 'is', null)
      .execute()
    const people = await sql.selectFrom('users').select('id').where('company_id', '=', companyId).execute()
    const own = new Map(people.map(({ id }) => [streamOf(`user:${id}`, 'self'), id]))
    const entries: StreamEntry[] = []
    for (const { id } of jobs) entries.push(...(await jobEverywhere(writing, id)))
    for (const stream of await knownStreams(sql, [...own.keys()]))
      entries.push({ stream, data: { user: presentMe(await meRow(sql, own.get(stream)!)) } })
    return entries
  },
}

/** What is heard of a company: its name stands on boards, applications and in its people's own rooms. */
export const companyEvents = { 'company.renamed': renamed } satisfies Record<string, EventKind<CompanyChange>>
