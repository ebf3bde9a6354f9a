import { database, sqlOf } from '../../db/database.ts'
import type { Actor } from '../actor.ts'
import { cutPage, readPage } from '../cursor.ts'
import { cutOf, policy } from './policy.ts'
import { presentPlacement } from './presenter.ts'
import { placementRows } from './queries.ts'
import type { PlacementListQuery } from './schema.ts'

/** Placements of the actor's company, newest first. */
export const listPlacements = async (actor: Actor, query: PlacementListQuery, now: Date) => {
  const page = readPage('placements', query)
  const { jobId, status } = page.filters
  const found = await placementRows(sqlOf(database().orm.em.fork()))
    .where(policy.scope(actor))
    .$if(jobId !== undefined, rows => rows.where('p.job_id', '=', jobId!))
    .$if(status !== undefined, rows => rows.where('p.status', 'in', status!))
    .$if(page.after !== undefined, rows => rows.where('p.id', '<', page.after![0]!))
    .orderBy('p.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const { rows, nextCursor } = cutPage(page, found, ({ id }) => [id])
  const present = presentPlacement[cutOf(actor)]
  return { data: rows.map(row => present(row, now)), page: { nextCursor } }
}
