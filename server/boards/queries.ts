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

/** What the staff's log said last of each card of a board, at an instant. */
export const toldBy = ({ send }: Sender, stream: string, at: Date) =>
  send<{ card: { id: string; stage: string; rank: string; shortlist: string } }>({
    name: 'told-by',
    text: `
      select distinct on (data -> 'card' ->> 'id') data -> 'card' as card
      from event where stream_id = $1 and at <= $2 and data -> 'card' is not null
      order by data -> 'card' ->> 'id', seq desc`,
    values: [stream, at],
  })
