import type { Actor } from '../actor.ts'
import type { FeedbackRow, SeatRow } from './queries.ts'

/** One person's feedback, the same for everybody who may read it: whether they may is a question of the person. */
export const presentFeedback = (row: FeedbackRow, reader: Pick<Actor, 'id'>) => ({
  id: row.id,
  version: row.version,
  interview: { id: row.interview_id, title: row.title, startsAt: row.starts_at?.toISOString() ?? null },
  by: { id: row.by_id, name: row.by_name },
  own: row.by_id === reader.id,
  overall: row.overall,
  remark: row.remark,
  scores: row.scores.map(({ criterion, score, remark }) => ({ criterion, score, remark })),
  givenAt: row.given_at.toISOString(),
  changedAt: row.version > 1 ? row.updated_at.toISOString() : null,
})

/** An interview that the reader sits in: feedback is theirs to give from its start on. */
export const presentSeat = (row: SeatRow, now: Date) => ({
  interview: {
    id: row.id,
    title: row.title,
    startsAt: row.starts_at?.toISOString() ?? null,
    endsAt: row.ends_at?.toISOString() ?? null,
  },
  given: row.given,
  open: row.status !== 'proposed' && row.starts_at !== null && row.starts_at <= now,
})
