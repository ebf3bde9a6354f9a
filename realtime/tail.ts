import { sql } from 'kysely'
import { database, sqlOf } from '../db/database.ts'
import { pooled } from '../db/statement.ts'
import { epochOf, forgetDatabaseEpoch, toEnvelope, type Envelope, type EventRow } from '../server/log.ts'
import { makePending } from '../server/pending.ts'
import type { Entered } from '../server/snapshot.ts'
import { makeLag } from './lag.ts'
import { makeRecent } from './recent.ts'

/** What a node keeps for a stream while sockets of its own stand in it. */
interface Channel {
  stream: string
  /** The last event sent to the sockets here; unset until the first join has read its position. */
  cursor: number | undefined
  /** The access version at which the sockets here were checked. */
  aclVersion: number
  members: number
  /** The last events that were sent, up to the cursor: those who come back after a cut are brought up from them. */
  recent: ReturnType<typeof makeRecent>
  /** Joins that are still reading: they collect what is sent meanwhile. */
  joining: Set<Envelope[]>
}

export interface TailEffects {
  /** Sends the events of one stream, in order, to the sockets in it. */
  emit(stream: string, envelopes: Envelope[]): void
  /** Checks the sockets in this stream again and puts out whoever may not stay. */
  recheckStream(stream: string): Promise<void>
  /** Checks the sessions of all sockets and disconnects those that ended. */
  recheckIdentities(): Promise<void>
  onError(error: unknown): void
}

type Fresh = EventRow & { id: string; epoch: string; acl_version: number; identity: string }
interface Head {
  id: string
  last_seq: string
  acl_version: number
}

/** How often heads are compared, in ms. It bounds how late an event comes whose hint was lost. */
const headCheckEvery = 1_000
const batchLimit = 500

/**
 * The log, followed for the streams of this node. Events, heads and access versions are read in one statement, so in
 * one snapshot: whatever revocation was committed before an event is seen beside it, and acted on before it is sent.
 */
export const startTail = (effects: TailEffects) => {
  const channels = new Map<string, Channel>()
  const dirty = new Set<string>()
  let identity: string | undefined
  let delivering = false
  let stopped = false
  const pending = makePending()
  const lag = makeLag({ lookEvery: headCheckEvery })
  const db = () => sqlOf(database().orm.em.fork())

  const readFresh = (batch: Channel[]) =>
    pooled.send<Fresh>({
      name: 'fresh-events',
      text: `
        select s.id, s.epoch, s.acl_version, i.version as identity, e.*
        from unnest($1::text[], $2::bigint[]) as w(id, cursor)
        join stream s on s.id = w.id
        cross join identity_version i
        left join lateral (
          select * from event where stream_id = w.id and seq > w.cursor order by seq limit ${batchLimit}
        ) e on true
        order by s.id, e.seq`,
      values: [batch.map(({ stream }) => stream), batch.map(({ cursor }) => cursor)],
    })

  const checkIdentity = async (version: string) => {
    if (version === identity) return
    await effects.recheckIdentities()
    identity = version
  }

  const checkAccess = async (stream: string, aclVersion: number) => {
    const channel = channels.get(stream)
    if (!channel || channel.aclVersion >= aclVersion) return
    await effects.recheckStream(stream)
    channel.aclVersion = aclVersion
  }

  const send = async (stream: string, rows: Fresh[]) => {
    const epoch = await epochOf(pooled, rows[0]!.epoch)
    const channel = channels.get(stream)
    if (channel?.cursor === undefined) return
    // Whoever joined since the read stands further on; what comes again is dropped by its number.
    const { cursor } = channel
    const envelopes = rows.filter(row => Number(row.seq) > cursor).map(row => toEnvelope(row, epoch))
    if (!envelopes.length) return
    channel.cursor = envelopes.at(-1)!.seq
    channel.recent.add(envelopes)
    effects.emit(stream, envelopes)
    for (const buffer of channel.joining) buffer.push(...envelopes)
  }

  const deliver = async () => {
    while (dirty.size && !stopped) {
      const batch = [...dirty]
        .flatMap(stream => channels.get(stream) ?? [])
        .filter(({ cursor }) => cursor !== undefined)
      dirty.clear()
      if (!batch.length) continue
      lag.begin()
      const rows = await readFresh(batch)
      if (rows[0]) await checkIdentity(rows[0].identity)
      for (const [stream, ofStream] of Map.groupBy(rows, row => row.id)) {
        await checkAccess(stream, ofStream[0]!.acl_version)
        const fresh = ofStream.filter(row => row.seq !== null)
        if (fresh.length) await send(stream, fresh)
        if (fresh.length === batchLimit) dirty.add(stream)
      }
    }
  }

  /** Delivers what is new in these streams. Only one delivery runs at a time; what comes meanwhile joins it. */
  const wake = (streams: Iterable<string>) => {
    for (const stream of streams) if (channels.has(stream)) dirty.add(stream)
    if (delivering || !dirty.size || stopped) return
    delivering = true
    pending
      .track(deliver())
      .catch((error: unknown) => {
        forgetDatabaseEpoch()
        effects.onError(error)
      })
      .finally(() => {
        lag.end()
        delivering = false
      })
      // A stream that became dirty between the last look and now
      .then(() => wake([]), effects.onError)
  }

  const checkHeads = async () => {
    await effects.recheckIdentities()
    const streams = [...channels.keys()]
    if (!streams.length) return lag.looked()
    const { rows } = await sql<Head>`
      select id, last_seq, acl_version from stream where id = any(${streams}::text[])
    `.execute(db())
    lag.looked()
    for (const { recent } of channels.values()) recent.forget()
    wake(
      rows.flatMap(head => {
        const channel = channels.get(head.id)
        if (!channel || channel.cursor === undefined) return []
        return Number(head.last_seq) > channel.cursor || head.acl_version > channel.aclVersion
          ? [head.id]
          : []
      }),
    )
  }

  let timer: NodeJS.Timeout | undefined
  const tick = async () => {
    await checkHeads().catch((error: unknown) => {
      forgetDatabaseEpoch()
      effects.onError(error)
    })
    if (!stopped) timer = setTimeout(() => void pending.track(tick()), headCheckEvery)
  }
  void pending.track(tick())

  return {
    wake,
    streams: () => [...channels.keys()],
    /** In s: see makeLag. */
    lag: lag.seconds,
    /** A join begins: from now on everything sent in the stream is kept for it. */
    begin: (stream: string) => {
      const channel = channels.get(stream) ?? {
        stream,
        cursor: undefined,
        aclVersion: 0,
        members: 0,
        recent: makeRecent(),
        joining: new Set<Envelope[]>(),
      }
      channels.set(stream, channel)
      const buffer: Envelope[] = []
      channel.joining.add(buffer)
      channel.members += 1
      return {
        /** What is still known here of the stream's events: see enterRoom. */
        remembered: ({ seq, epoch, head }: { seq: number; epoch: string; head: number }) =>
          channel.cursor === undefined
            ? undefined
            : channel.recent.since(seq, { epoch, upTo: Math.min(head, channel.cursor) }),
        /**
         * The join has read up to `seq`: returns what was sent since, to be handed on in this same tick. Nothing if
         * another join took the stream further meanwhile than this one read, or if rights in it changed since: then it
         * must read again.
         */
        settle: ({ seq, events = [] }: Entered, aclVersion: number): Envelope[] | undefined => {
          const missed = buffer.filter(envelope => envelope.seq > seq)
          const cursor = channel.cursor ?? seq
          const isFirst = channel.cursor === undefined
          if (cursor > seq && missed[0]?.seq !== seq + 1) return undefined
          if (aclVersion < channel.aclVersion) return undefined
          channel.joining.delete(buffer)
          channel.cursor = cursor
          if (isFirst) {
            channel.aclVersion = aclVersion
            channel.recent.add(events)
          }
          // What was committed between the first read and now had nobody here to wake for.
          if (isFirst) queueMicrotask(() => wake([stream]))
          return missed
        },
        abandon: () => {
          channel.joining.delete(buffer)
          leave(stream)
        },
      }
    },
    leave,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await pending.settled()
    },
  }

  function leave(stream: string) {
    const channel = channels.get(stream)
    if (channel && --channel.members <= 0) channels.delete(stream)
  }
}

export type Tail = ReturnType<typeof startTail>
