import { sql } from 'kysely'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../db/database.ts'
import type { Stage } from '../../db/entities/application.ts'
import { isStaff, type Actor } from '../actor.ts'

/** Of the applications to a job that is theirs to see, those an actor is shown. The policy's scope, for one query. */
const shownTo = (actor: Actor) => {
  if (isStaff(actor)) return sql<boolean>`true`
  if (actor.role === 'client')
    return sql<boolean>`(a.shown_to_client_at is not null or j.company_id = j.staffing_company_id)`
  return sql<boolean>`a.agency_company_id = ${actor.companyId}`
}

/**
 * How many candidates of each job stand in each stage, of those this actor may see. The jobs are ones the actor was
 * found to see; those without candidates are missing.
 */
export const stageCounts = async (em: EntityManager, actor: Actor, jobIds: string[]) => {
  const counts = new Map<string, Partial<Record<Stage, number>>>()
  if (!jobIds.length) return counts
  const rows = await sqlOf(em)
    .selectFrom('application as a')
    .innerJoin('job_posting as j', 'j.id', 'a.job_id')
    .select(({ fn }) => ['a.job_id', 'a.stage', fn.countAll<string>().as('count')])
    .where('a.job_id', 'in', jobIds)
    .where(shownTo(actor))
    .groupBy(['a.job_id', 'a.stage'])
    .execute()
  for (const { job_id, stage, count } of rows)
    counts.set(job_id, { ...counts.get(job_id), [stage]: Number(count) })
  return counts
}
