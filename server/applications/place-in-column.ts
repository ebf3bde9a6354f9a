import { generateKeyBetween } from 'fractional-indexing'
import type { Stage } from '../../db/entities/application.ts'
import type { Sender } from '../../db/statement.ts'
import { invalidField } from '../errors.ts'

export interface Place {
  /** The card it comes before, or the one it comes after; the end of the column if neither is named. */
  before?: string | undefined
  after?: string | undefined
}

interface Wanted extends Place {
  cardId: string
  /** The board, where the card is not on it yet. */
  jobId?: string
  /** The column, where it is not the card's own. */
  to?: Stage | undefined
}

/** Where a card goes: between these two ranks, either of which may be the edge. `beside` is the card that was named. */
export interface Gap {
  beside: string | null
  low: string | null
  high: string | null
}

/** The gaps of these places, in their order, in one statement. */
export const readGaps = async ({ send }: Sender, wanted: Wanted[]): Promise<Gap[]> => {
  const places = wanted.map(({ cardId, jobId, to, before, after }, ord) => ({
    ord,
    card: cardId,
    job: jobId,
    to,
    named: before ?? after,
    side: before !== undefined ? 'before' : after !== undefined ? 'after' : 'end',
  }))
  return send<Gap>({
    name: 'gaps',
    text: `
      select n.rank as beside,
        case when w.side = 'after' then n.rank else (
          select max(o.rank) from application o
          where o.job_id = w.job and o.stage = w.stage and o.id <> w.card and (w.side = 'end' or o.rank < n.rank)
        ) end as low,
        case w.side when 'before' then n.rank when 'after' then (
          select min(o.rank) from application o
          where o.job_id = w.job and o.stage = w.stage and o.id <> w.card and o.rank > n.rank
        ) end as high
      from (
        select g.ord, g.card, g.named, g.side, coalesce(g.job, a.job_id) as job, coalesce(g.to, a.stage) as stage
        from json_to_recordset($1::json) as g(ord int, card uuid, job uuid, "to" text, named uuid, side text)
        left join application a on a.id = g.card and a.id = any($2::uuid[])
      ) w
      left join application n on n.id = w.named and n.job_id = w.job and n.stage = w.stage and n.id <> w.card
      order by w.ord`,
    // The ids once more, by themselves: of what stands in the JSON the planner knows nothing, and would read the whole table.
    values: [JSON.stringify(places), wanted.map(({ cardId }) => cardId)],
  })
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
