import { generateKeyBetween } from 'fractional-indexing'
import type { Kysely } from 'kysely'
import type { Stage } from '../../db/entities/application.ts'
import type { Tables } from '../../db/tables.ts'
import { invalidField } from '../errors.ts'

export interface Place {
  /** The card it comes before, or the one it comes after; the end of the column if neither is named. */
  before?: string | undefined
  after?: string | undefined
}

interface Column {
  jobId: string
  stage: Stage
  cardId: string
}

/**
 * A rank for this place in the column. Two people may take the same place at once and get the same key: then the ids
 * decide, for everybody alike. Throws 400 if the neighbour is not in the column.
 */
export const placeInColumn = async (
  sql: Kysely<Tables>,
  { jobId, stage, cardId }: Column,
  { before, after }: Place,
): Promise<string> => {
  const column = sql
    .selectFrom('application')
    .where('job_id', '=', jobId)
    .where('stage', '=', stage)
    .where('id', '!=', cardId)
  const edge = async (direction: 'asc' | 'desc', beyond?: string) => {
    const row = await column
      .select('rank')
      .$if(beyond !== undefined, query => query.where('rank', direction === 'asc' ? '>' : '<', beyond!))
      .orderBy('rank', direction)
      .limit(1)
      .executeTakeFirst()
    return row?.rank ?? null
  }
  const rankOf = async (neighbour: string, pointer: string) => {
    const row = await column.select('rank').where('id', '=', neighbour).executeTakeFirst()
    if (!row) throw invalidField(pointer, 'not_in_column', 'This card is not in the column.')
    return row.rank
  }
  if (before !== undefined) {
    const high = await rankOf(before, '/before')
    if (after !== undefined)
      throw invalidField('/after', 'one_of', 'Name the card before or the one after, not both.')
    return generateKeyBetween(await edge('desc', high), high)
  }
  const low = after !== undefined ? await rankOf(after, '/after') : await edge('desc')
  return generateKeyBetween(low, low === null ? null : await edge('asc', low))
}
