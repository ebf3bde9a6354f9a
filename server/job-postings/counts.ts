import { stages, type Stage } from '../../db/entities/application.ts'
import { builder, prepare, type Sender } from '../../db/statement.ts'
import type { Audience } from '../actor.ts'
import { sql } from 'kysely'

export type StageCounts = Record<Stage, number>

const none = () => Object.fromEntries(stages.map(stage => [stage, 0])) as StageCounts

const counted = builder
  .selectFrom('application as a')
  .innerJoin('job_posting as j', 'j.id', 'a.job_id')
  .select(eb => ['a.job_id', 'a.stage', eb.fn.countAll().as('count')])
  .where('a.job_id', '=', sql<string>`any(${[]}::uuid[])`)
  .groupBy(['a.job_id', 'a.stage'])
const counts = {
  staff: prepare('counts-staff', counted),
  client: prepare(
    'counts-client',
    counted.where(eb =>
      eb.or([
        eb('a.shown_to_client_at', 'is not', null),
        eb('j.company_id', '=', eb.ref('j.staffing_company_id')),
      ]),
    ),
  ),
  agency: prepare('counts-agency', counted.where('a.agency_company_id', '=', '')),
}

/** How many applications these jobs have in each stage: all of them, those that the client sees, or the agency's own. */
export const stageCounts = async (sender: Sender, jobIds: string[], audience: Audience) => {
  const byJob = new Map(jobIds.map(id => [id, none()]))
  if (!jobIds.length) return byJob
  const [cut, company] = audience.split(':') as [keyof typeof counts, string | undefined]
  const rows = await (company === undefined
    ? counts[cut](sender, jobIds)
    : counts[cut](sender, jobIds, company))
  for (const row of rows) byJob.get(row.job_id)![row.stage] = Number(row.count)
  return byJob
}
