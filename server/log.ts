import { sql, type Kysely } from 'kysely'
import type { Sender, Statement } from '../db/statement.ts'
import type { Tables } from '../db/tables.ts'

/** One event for one stream. Without `data` it is no event, only a change of who may read the stream. */
export interface Append {
  stream: string
  type: string
  v: number
  data?: object
  /** The id under which it was asked for, if it was. */
  commandId: string | null
  /** `{ id, name }` of who did it, where this audience may know. */
  actor?: object | null
  raisesAcl?: boolean
}

/** What a client receives: contiguous from 1 within (room, audience, epoch). */
export interface Envelope {
  room: string
  epoch: string
  seq: number
  type: string
  v: number
  at: string
  actor: { id: string; name: string } | null
  commandId: string | null
  data: Record<string, unknown>
}

export interface Position {
  epoch: string
  seq: number
  floor: number
  aclVersion: number
}

/** `job:{id}:client` and so on; what follows the first two parts is the audience. */
export const streamOf = (room: string, audience: string) => `${room}:${audience}`
export const roomOf = (stream: string) => stream.split(':', 2).join(':')

/**
 * Writes events at the end of their streams, in one statement. Send it last in the transaction, with the COMMIT: the
 * stream rows stay locked until then. Rows are taken in the order of their ids, so two writers never wait for each other
 * in a ring. Where somebody's right ends the floor rises above all that was written: nothing may be written while nobody
 * can read it, so whoever comes back is given a snapshot.
 */
export const append = (entries: Append[], at: Date): Statement => ({
  name: 'append',
  text: `
    with incoming as (
      select * from json_to_recordset($1::json)
        as i(ord int, stream text, type text, v smallint, data json, actor json, "commandId" text, "raisesAcl" boolean)
    ), bumped as (
      insert into stream as s (id, last_seq, acl_version)
      select stream, count(data), 1 + count(*) filter (where "raisesAcl") from incoming group by stream order by stream
      on conflict (id) do update
        set last_seq = s.last_seq + excluded.last_seq, acl_version = s.acl_version + excluded.acl_version - 1,
          floor_seq = case when excluded.acl_version > 1 then s.last_seq + excluded.last_seq + 1 else s.floor_seq end
      returning id, last_seq
    )
    insert into event (stream_id, seq, type, v, actor, command_id, data, at)
    select i.stream,
      b.last_seq - count(*) over (partition by i.stream) + row_number() over (partition by i.stream order by i.ord),
      i.type, i.v, i.actor, i."commandId", i.data, $2
    from incoming i join bumped b on b.id = i.stream
    where i.data is not null`,
  values: [JSON.stringify(entries.map((entry, ord) => ({ ...entry, ord }))), at],
})

let databaseEpoch: string | undefined

/**
 * Names this history of the database: another after a restore (system identifier, database) or a promotion (timeline),
 * so that clients which saw a lost future start afresh.
 */
const readDatabaseEpoch = async ({ send }: Sender) => {
  const [row] = await send<{ epoch: string }>({
    name: 'database-epoch',
    text: `
      select substr(md5(s.system_identifier || '/' || c.timeline_id || '/' || d.oid), 1, 8) as epoch
      from pg_control_system() s, pg_control_checkpoint() c, pg_database d where d.datname = current_database()`,
    values: [],
  })
  return row!.epoch
}

/** Forgets the epoch: after the connection to the database was lost it may be another. */
export const forgetDatabaseEpoch = () => void (databaseEpoch = undefined)

export const epochOf = async (sender: Sender, streamEpoch: string) => {
  databaseEpoch ??= await readDatabaseEpoch(sender)
  return `${streamEpoch.slice(0, 8)}-${databaseEpoch}`
}

/** A stream that has had no event yet needs its row before anybody stands in it: the row holds the epoch. */
export const ensureStreams = (db: Kysely<Tables>, streams: string[]) =>
  sql`
    insert into stream (id, last_seq) select id, 0 from unnest(${streams}::text[]) as s(id) order by id
    on conflict (id) do nothing
  `.execute(db)

/** Those of these streams that somebody stood in or something was written to. In the others nobody misses anything. */
export const knownStreams = async (db: Kysely<Tables>, streams: string[]) => {
  const { rows } = await sql<{
    id: string
  }>`select id from stream where id = any(${streams}::text[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Where these streams stand; one that was never made is missing. Read it inside the transaction of the snapshot. */
export const positionsOf = async (sender: Sender, streams: string[]): Promise<Map<string, Position>> => {
  const rows = await sender.send<{
    id: string
    epoch: string
    last_seq: string
    floor_seq: string
    acl_version: number
  }>({
    name: 'positions',
    text: 'select id, epoch, last_seq, floor_seq, acl_version from stream where id = any($1::text[])',
    values: [streams],
  })
  const positions = new Map<string, Position>()
  for (const row of rows)
    positions.set(row.id, {
      epoch: await epochOf(sender, row.epoch),
      seq: Number(row.last_seq),
      floor: Number(row.floor_seq),
      aclVersion: row.acl_version,
    })
  return positions
}

export interface EventRow {
  stream_id: string
  seq: string
  type: string
  v: number
  actor: Envelope['actor']
  command_id: string | null
  data: Record<string, unknown>
  at: Date
}

export const toEnvelope = (row: EventRow, epoch: string): Envelope => ({
  room: roomOf(row.stream_id),
  epoch,
  seq: Number(row.seq),
  type: row.type,
  v: row.v,
  at: row.at.toISOString(),
  actor: row.actor,
  commandId: row.command_id,
  data: row.data,
})

/** Events after `seq`, oldest first. */
export const eventsAfter = ({ send }: Sender, stream: string, seq: number, limit: number) =>
  send<EventRow>({
    name: 'events-after',
    text: 'select * from event where stream_id = $1 and seq > $2 order by seq limit $3',
    values: [stream, seq, limit],
  })
