import type { Sender } from '../../db/statement.ts'
import type { Stage } from '../../db/entities/application.ts'
import type { EventRow } from '../log.ts'

/** Beyond this many changes nobody reads them one by one. */
export const mostTold = 500

export interface Visit {
  stream_id: string
  epoch: string
  seq: string
  at: Date
}

/** Up to where somebody has seen a board, if they ever have. */
export const visitOf = async ({ send }: Sender, userId: string, jobId: string) => {
  const [visit] = await send<Visit>({
    name: 'board-visit',
    text: 'select stream_id, epoch, seq, at from board_visit where user_id = $1 and job_id = $2',
    values: [userId, jobId],
  })
  return visit
}

export interface Stretch {
  stream: string
  /** What follows this number, and came after this instant. */
  after: number
  since: Date
  upTo: number
  types: string[]
  /** Whose own acts are left out. */
  but: string
}

const inStretch = `
  from event
  where stream_id = $1 and seq > $2 and at > $3 and seq <= $4 and type = any($5::text[])
    and actor ->> 'id' is distinct from $6 and data -> 'card' is not null`
const valuesOf = ({ stream, after, since, upTo, types, but }: Stretch) => [
  stream,
  after,
  since,
  upTo,
  types,
  but,
]

/** The changes of cards in this stretch of a stream, oldest first, one more than are told. */
export const changesIn = ({ send }: Sender, stretch: Stretch) =>
  send<Pick<EventRow, 'type' | 'actor' | 'at'> & { data: { card: { id: string; stage: string } } }>({
    name: 'board-changes',
    text: `select type, actor, at, data ${inStretch} order by seq limit ${mostTold + 1}`,
    values: valuesOf(stretch),
  })

/** How many there are of each type. */
export const countsIn = ({ send }: Sender, stretch: Stretch) =>
  send<{ type: string; count: number }>({
    name: 'board-change-counts',
    text: `select type, count(*)::int as count ${inStretch} group by type`,
    values: valuesOf(stretch),
  })

/** The stages that these applications left from an instant on. */
export const stepsSince = ({ send }: Sender, ids: string[], since: Date) =>
  send<{ application_id: string; from_stage: Stage | null; at: Date }>({
    name: 'steps-since',
    text: 'select application_id, from_stage, at from application_history where application_id = any($1::uuid[]) and at >= $2',
    values: [ids, since],
  })

/** In which stage each application of a job stood at an instant, and since when: those that were there. */
export const standingAt = ({ send }: Sender, jobId: string, at: Date) =>
  send<{ id: string; stage: Stage; since: Date }>({
    name: 'standing-at',
    text: `
      select distinct on (h.application_id) h.application_id as id, h.to_stage as stage, h.at as since
      from application_history h join application a on a.id = h.application_id
      where a.job_id = $1 and h.at <= $2
      order by h.application_id, h.at desc, h.id desc`,
    values: [jobId, at],
  })

/** The instant of the last event of a stream that was cleared away; null if all are there. */
export const clearedAt = async ({ send }: Sender, stream: string) => {
  const [row] = await send<{ cleared_at: Date | null }>({
    name: 'cleared-at',
    text: 'select cleared_at from stream where id = $1',
    values: [stream],
  })
  return row?.cleared_at ?? null
}

/** What the staff's log said last of each card of a job, at an instant; of what was cleared away, how it ended. */
export const toldBy = ({ send }: Sender, jobId: string, at: Date) =>
  send<{ id: string; rank: string; shortlist: string }>({
    name: 'told-by',
    text: `
      select distinct on (id) id, rank, shortlist from (
        select (e.data -> 'card' ->> 'id')::uuid, e.data -> 'card' ->> 'rank', e.data -> 'card' ->> 'shortlist', e.seq
        from event e
        where e.stream_id = 'job:' || $1 || ':staff' and e.at <= $2 and e.data -> 'card' is not null
        union all
        select c.application_id, c.rank, c.shortlist, 0 from cleared_card c join application a on a.id = c.application_id
        where a.job_id = $1::uuid and c.at <= $2
      ) t(id, rank, shortlist, seq) order by id, seq desc`,
    values: [jobId, at],
  })
