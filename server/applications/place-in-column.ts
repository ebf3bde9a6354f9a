import { generateKeyBetween } from 'fractional-indexing'
import { sql, type Kysely } from 'kysely'
import type { Stage } from '../../db/entities/application.ts'
import type { Tables } from '../../db/tables.ts'
import { invalidField } from '../errors.ts'

export interface Place {
  /** The card it comes before, or the one it comes after; the end of the column if neither is named. */
  before?: string | undefined
  after?: string | undefined
}

interface Wanted extends Place {
  cardId: string
  jobId: string
  stage: Stage
}

/** Where a card goes: between these two ranks, either of which may be the edge. `beside` is the card that was named. */
export interface Gap {
  beside: string | null
  low: string | null
  high: string | null
}

/** The gaps of these places, in their order, in one statement. */
export const readGaps = async (db: Kysely<Tables>, wanted: Wanted[]): Promise<Gap[]> => {
  const places = wanted.map(({ cardId, jobId, stage, before, after }, ord) => ({
    ord,
    card: cardId,
    job: jobId,
    stage,
    named: before ?? after,
    side: before !== undefined ? 'before' : after !== undefined ? 'after' : 'end',
  }))
  const { rows } = await sql<Gap>`
    select n.rank as beside,
      case when w.side = 'after' then n.rank else (
        select max(a.rank) from application a
        where a.job_id = w.job and a.stage = w.stage and a.id <> w.card and (w.side = 'end' or a.rank < n.rank)
      ) end as low,
      case w.side when 'before' then n.rank when 'after' then (
        select min(a.rank) from application a
        where a.job_id = w.job and a.stage = w.stage and a.id <> w.card and a.rank > n.rank
      ) end as high
    from json_to_recordset(${JSON.stringify(places)}::json)
      as w(ord int, card uuid, job uuid, stage text, named uuid, side text)
    left join application n on n.id = w.named and n.job_id = w.job and n.stage = w.stage and n.id <> w.card
    order by w.ord
  `.execute(db)
  return rows
}

/**
 * A rank for this place in the column. Two people may take the same place at once and get the same key: then the ids
 * decide, for everybody alike. Throws 400 if the neighbour is not in the column.
 */
export const rankIn = ({ beside, low, high }: Gap, { before, after }: Place): string => {
  if (before !== undefined && after !== undefined)
    throw invalidField('/after', 'one_of', 'Name the card before or the one after, not both.')
  if ((before ?? after) !== undefined && beside === null)
    throw invalidField(
      before === undefined ? '/after' : '/before',
      'not_in_column',
      'This card is not in the column.',
    )
  return generateKeyBetween(low, high)
}
