/** A page of a thread, newest first, of those before a number. $1 thread · $2 number, or null */
export const messagesStatement = {
  name: 'messages',
  text: /* sql */ `
select m.*, p.id as proposal from message m left join proposal p on p.message_id = m.id
where m.thread_id = $1 and ($2::int is null or m.number < $2)
order by m.number desc limit 26
`,
}

/** The same of those that have this word. $1 thread · $2 word */
export const searchStatement = {
  name: 'search',
  text: /* sql */ `
select m.*, p.id as proposal from message m left join proposal p on p.message_id = m.id
where m.thread_id = $1 and m.deleted_at is null and (m.text ilike '%' || $2 || '%' or m.id in (
  select id from message
  where thread_id = $1 and to_tsvector('simple', text) @@ to_tsquery('simple', '''' || $2 || ''':*')
))
order by m.number desc limit 26
`,
}

export interface MessageRow {
  id: string
  thread_id: string
  number: number
  by_id: string
  by_name: string
  side: string
  text: string
  mentions: string[]
  version: number
  edited_at: Date | null
  deleted_at: Date | null
  created_at: Date
}

/** A message as the product says it. Its HTML is what a page would be content with if nobody ever wrote any Markdown. */
export const messageAnswer = (row: MessageRow) => ({
  id: row.id,
  threadId: row.thread_id,
  number: row.number,
  by: { id: row.by_id, name: row.by_name },
  side: row.side,
  at: row.created_at,
  text: row.text,
  html: `<p>${row.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>\n`,
  mentions: row.mentions,
  version: row.version,
  editedAt: row.edited_at,
  deleted: row.deleted_at !== null,
})

/**
 * Everything that a reply of the product writes, as one statement: the message with its number, an event for either side
 * with its own, and the job that tells people. The HTML of its events is made beforehand.
 * $1 thread · $2 message id · $3 who · $4 their name · $5 text · $6 its HTML · $7 now, as ISO text
 */
export const replyStatement = {
  name: 'reply',
  text: /* sql */ `
with numbered as (
  update thread set last_number = last_number + 1 where id = $1 returning *
), written as (
  insert into message (id, thread_id, number, by_id, by_name, side, text, created_at)
  select $2, id, last_number, $3, $4, 'staff', $5, $7::text::timestamptz from numbered
  returning *
), said as (
  select 'job:' || n.job_id || ':' || s.side as stream, json_build_object('thread', json_build_object(
    'id', n.id, 'kind', n.kind, 'message', json_build_object('id', w.id, 'threadId', n.id, 'number', w.number,
      'by', json_build_object('id', w.by_id, 'name', w.by_name), 'side', w.side, 'at', $7::text, 'text', w.text, 'html', $6::text,
      'mentions', w.mentions, 'version', w.version, 'editedAt', null, 'deleted', false))) as data
  from numbered n, written w, (values ('staff'), ('client')) s(side)
), bumped as (
  insert into stream (id, last_seq) select stream, 1 from said order by stream
  on conflict (id) do update set last_seq = stream.last_seq + 1
  returning id, last_seq, epoch
), logged as (
  insert into event (stream_id, seq, type, v, actor, data, at)
  select b.id, b.last_seq, 'thread.replied', 1, json_build_object('id', $3::text, 'name', $4::text), s.data, $7::text::timestamptz
  from said s join bumped b on b.id = s.stream
  returning stream_id, seq, actor, data
), queued as (
  insert into pgboss.job_common (name, data, retry_limit, retry_delay, retry_backoff, expire_seconds, deletion_seconds,
    keep_until, policy)
  select 'notify', jsonb_build_object('event', 'thread.replied', 'threadId', $1::text, 'messageId', $2::text, 'jobId', job_id,
    'by', $3::text, 'at', $7::text), 5, 2, true, 900, 604800, now() + interval '14 days', 'standard'
  from numbered
)
select l.stream_id, l.seq, l.actor, l.data, b.epoch from logged l join bumped b on b.id = l.stream_id
`,
}

export interface SaidMessage {
  stream_id: string
  seq: string
  actor: object
  data: { thread: { message: object } }
  epoch: string
}
