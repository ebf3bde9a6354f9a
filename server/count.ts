import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Tables } from '../db/tables.ts'

/** A total is exact up to here. Nobody reads on beyond it, and counting further would cost more than the page. */
const mostCounted = 1_000

/** How many rows this query finds, up to a thousand. */
export const countUpTo = async (db: Kysely<Tables>, found: RawBuilder<unknown>) => {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from (${found} limit ${mostCounted}) counted
  `.execute(db)
  return rows[0]!.total
}
