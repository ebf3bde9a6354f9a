import { sql as raw } from 'kysely'
import type { Actor } from '../actor.ts'
import { audienceOf } from '../job-postings/policy.ts'
import { findJob } from '../job-postings/queries.ts'
import { positionsOf, streamOf } from '../log.ts'
import { transaction } from '../transaction.ts'
import type { VisitInput } from './schema.ts'

/**
 * Notes up to where the actor has seen a board. Never backwards, and never beyond what there is; a position in another
 * history of the database says nothing. 404 unless they see the board.
 */
export const visitBoard = (actor: Actor, { jobId, epoch, seq }: VisitInput) =>
  transaction(actor, async ({ send, sql, now }) => {
    await findJob({ send }, actor, jobId)
    const stream = streamOf(`job:${jobId}`, audienceOf(actor))
    const position = (await positionsOf({ send }, [stream])).get(stream)
    if (position?.epoch !== epoch) return
    await raw`
      insert into board_visit as v (user_id, job_id, stream_id, epoch, seq, at)
      values (${actor.id}, ${jobId}, ${stream}, ${epoch}, ${Math.min(seq, position.seq)}, ${now})
      on conflict (user_id, job_id) do update
        set stream_id = excluded.stream_id, epoch = excluded.epoch, seq = excluded.seq, at = excluded.at
        where v.stream_id <> excluded.stream_id or v.epoch <> excluded.epoch or v.seq <= excluded.seq
    `.execute(sql)
  })
