import { raw, type EntityManager, type QBFilterQuery } from '@mikro-orm/postgresql'
import { Application, type IApplication, type Stage } from '../../db/entities/application.ts'
import type { Actor } from '../actor.ts'
import { policy } from './policy.ts'

interface Counted {
  job: string
  stage: Stage
  count: string
}

/** How many candidates of each job stand in each stage, of those this actor may see. Jobs without any are missing. */
export const stageCounts = async (em: EntityManager, actor: Actor, jobIds: string[]) => {
  const counts = new Map<string, Partial<Record<Stage, number>>>()
  if (!jobIds.length) return counts
  const where = { $and: [{ job: { $in: jobIds } }, policy.scope(actor)] }
  const rows = await em
    .createQueryBuilder(Application, 'a')
    .select(['a.job', 'a.stage', raw('count(*) as count')])
    .where(where as QBFilterQuery<IApplication>)
    .groupBy(['a.job', 'a.stage'])
    .execute<Counted[]>('all')
  for (const { job, stage, count } of rows) counts.set(job, { ...counts.get(job), [stage]: Number(count) })
  return counts
}
