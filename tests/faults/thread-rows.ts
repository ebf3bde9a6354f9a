import type { Findings } from './fault.ts'

/** Messages, the streams of those who may read them, and the events that bring them. */
export const threadFacts = /* sql */ `
  , may as materialized (
    select t.id as thread, s.side || '' as side,
      coalesce('application:' || t.application_id, 'job:' || t.job_id) || ':' || s.side as stream
    from thread t cross join unnest(case t.kind
      when 'negotiation' then '{staff,client}'::text[]
      when 'discussion' then '{staff,client,interviewer}'::text[]
      else '{staff,candidate}'::text[] end) as s(side)
  ), brought as materialized (
    select data->'thread'->'message'->>'id' as id, stream_id, count(*) as events
    from event where type in ('thread.replied', 'proposal.made') and data->'thread'->'message' is not null group by 1, 2
  )
`

/** Questions as those of \`rows.ts\`: every message is there once, in its place, and in the streams of its thread alone. */
export const threadQuestions: Record<keyof Findings, string[]> = {
  gaps: [
    `select 'thread ' || t.id || ' is at ' || t.last_number || ' and has ' || count(m.id) || ' messages' as what
     from thread t left join message m on m.thread_id = t.id
     group by t.id having count(m.id) <> t.last_number or coalesce(max(m.number), 0) <> t.last_number`,
    `select 'thread ' || thread_id || ' has ' || count(*) || ' proposals, the last in round ' || max(round) as what
     from proposal group by thread_id having count(*) <> max(round)`,
  ],
  duplicated: [
    `select events || ' events bring message ' || id || ' to ' || stream_id as what from brought where events > 1`,
    `select 'message ' || min(id::text) || ' is there ' || count(*) || ' times' as what
     from message where text <> '' group by thread_id, by_id, text having count(*) > 1`,
    `select 'thread ' || thread_id || ' has ' || count(*) || ' open proposals' as what
     from proposal where status = 'open' group by thread_id having count(*) > 1`,
    `select 'proposal ' || p.id || ' was answered and the next is missing' as what
     from proposal p where status = 'countered'
       and not exists (select from proposal n where n.thread_id = p.thread_id and n.round = p.round + 1)`,
  ],
  lost: [
    `select 'message ' || m.id || ' never came to ' || may.stream as what
     from message m join may on may.thread = m.thread_id
     left join brought b on b.id = m.id::text and b.stream_id = may.stream where b.id is null`,
  ],
  seen: [
    `select 'message ' || b.id || ' went to ' || b.stream_id as what
     from brought b join message m on m.id::text = b.id
     left join may on may.thread = m.thread_id and may.stream = b.stream_id where may.stream is null`,
  ],
}
