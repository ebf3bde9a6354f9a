import type { EntityManager, EntityName, FilterQuery, QBFilterQuery } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../db/database.ts'

/** A total is exact up to here. Nobody reads on beyond it, and counting further would cost more than the page. */
export const mostCounted = 1_000

/** How many there are, up to `mostCounted`. */
export const countUpTo = async <Entity extends object>(
  em: EntityManager,
  entity: EntityName<Entity>,
  where: FilterQuery<Entity>,
) => {
  const found = em
    .createQueryBuilder(entity)
    .select('id' as never)
    .where(where as QBFilterQuery<Entity>)
    .limit(mostCounted)
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from (${sql.raw(found.getFormattedQuery())}) found
  `.execute(sqlOf(em))
  return rows[0]!.total
}
