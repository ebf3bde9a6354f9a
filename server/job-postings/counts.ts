import type { Kysely } from 'kysely'
import { stages, type Stage } from '../../db/entities/application.ts'
import type { Tables } from '../../db/tables.ts'
import type { Audience } from '../actor.ts'

export type StageCounts = Record<Stage, number>

const none = () => Object.fromEntries(stages.map(stage => [stage, 0])) as StageCounts

/** How many applications these jobs have in each stage: all of them, those that the client sees, or the agency's own. */
export const stageCounts = async (sql: Kysely<Tables>, jobIds: string[], audience: Audience) => {
  const counts = new Map(jobIds.map(id => [id, none()]))
  if (!jobIds.length) return counts
  const rows = await sql
    .selectFrom('application as a')
    .innerJoin('job_posting as j', 'j.id', 'a.job_id')
    .select(eb => ['a.job_id', 'a.stage', eb.fn.countAll().as('count')])
    .where('a.job_id', 'in', jobIds)
    .$if(audience === 'client', query =>
      query.where(eb =>
        eb.or([
          eb('a.shown_to_client_at', 'is not', null),
          eb('j.company_id', '=', eb.ref('j.staffing_company_id')),
        ]),
      ),
    )
    .$if(audience.startsWith('agency:'), query =>
      query.where('a.agency_company_id', '=', audience.slice('agency:'.length)),
    )
    .groupBy(['a.job_id', 'a.stage'])
    .execute()
  for (const row of rows) counts.get(row.job_id)![row.stage] = Number(row.count)
  return counts
}
