import { sql, type RawBuilder } from 'kysely'
import { database, sqlOf } from '../../db/database.ts'
import type { Piece } from './piece.ts'

/** So many pages of a table (8 kB each) are read in one piece. */
const pagesAtOnce = 256

/**
 * Deletes the rows of a table for which `old` holds. It goes through the table once, in pieces, so it needs no index
 * and holds no lock for long; rows that come meanwhile are not old. Returns how many it deleted.
 */
export const clearRows = async (piece: Piece, table: string, old: RawBuilder<unknown>) => {
  const { rows } = await sql<{ pages: number }>`
    select (pg_relation_size(${table}::regclass) / current_setting('block_size')::int)::int as pages
  `.execute(sqlOf(database().orm.em.fork()))
  let cleared = 0
  for (let page = 0; page < rows[0]!.pages; page += pagesAtOnce) {
    const from = sql`from ${sql.table(table)}
      where ctid >= ${`(${page},0)`}::tid and ctid < ${`(${page + pagesAtOnce},0)`}::tid and ${old}`
    cleared += await piece(async write => {
      // Of some tables a deletion that finds nothing is heard all the same: of sessions every node would look again.
      const found = await sql`select 1 ${from} limit 1`.execute(write.sql)
      if (!found.rows.length) return 0
      return Number((await sql`delete ${from}`.execute(write.sql)).numAffectedRows)
    })
  }
  return cleared
}
