import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { database, sqlOf } from '../db/database.ts'
import { hints } from '../server/hints.ts'
import { makePending } from '../server/pending.ts'

/** Somebody in a room. Several tabs are one person; `viewing` are the cards they have open. */
export interface Person {
  id: string
  name: string
  viewing: string[]
}

/** A node that died stops renewing, and its people vanish after this many seconds. */
const leaseSeconds = 15
const renewEvery = 5_000
const lookEvery = 1_000
/** Who comes or goes within this time is shown together; it grows with those who are here already. */
const gatherMs = 50
const gatherMsEach = 4
/** More names than anybody reads. */
const mostShown = 100

interface Here {
  stream: string
  socketId: string
  userId: string
  name: string
}
type Standing = Here & { viewing: string | null }

/**
 * Who is here, per stream, so never across audiences: rows with a lease, the same for one node or many. `emit` is called
 * with everybody in a stream whenever that changed.
 */
export const startPresence = (effects: {
  streams(): string[]
  /** Tells a room, or one socket in it, who is here. */
  emit(stream: string, people: Person[], to: string): void
  onError(error: unknown): void
}) => {
  const node = randomUUID()
  const shown = new Map<string, { text: string; count: number }>()
  /** Who came since the last look: they are told who is here, also when nothing changed for the others. */
  const newcomers = new Map<string, Set<string>>()
  const db = () => sqlOf(database().orm.em.fork())
  /** Who of this node stands where: what its rows say, and are made from again should they be lost. */
  const standing = new Map<string, Standing>()
  const keyOf = (stream: string, socketId: string) => `${stream} ${socketId}`

  /** Writes these rows with a fresh lease. By the database's clock: nodes may not agree on the time. */
  const write = (people: Standing[]) =>
    sql`
      insert into presence (stream_id, socket_id, node, user_id, name, viewing, expires_at)
      select stream, "socketId", ${node}, "userId", name, viewing, now() + make_interval(secs => ${leaseSeconds})
      from json_to_recordset(${JSON.stringify(people)}::json)
        as here(stream text, "socketId" text, "userId" uuid, name text, viewing uuid)
      on conflict (stream_id, socket_id) do update
        set expires_at = excluded.expires_at, viewing = excluded.viewing
    `.execute(db())

  const look = async (streams: string[]) => {
    if (!streams.length) return
    const { rows } = await sql<{ stream_id: string; people: Person[] }>`
      select stream_id, json_agg(json_build_object('id', user_id, 'name', name, 'viewing', viewing) order by name, user_id) as people
      from (
        select stream_id, user_id, min(name) as name,
          coalesce(array_agg(distinct viewing) filter (where viewing is not null), '{}') as viewing,
          row_number() over (partition by stream_id order by min(name), user_id) as place
        from presence where stream_id = any(${streams}::text[]) and expires_at > now()
        group by stream_id, user_id
      ) p where place <= ${mostShown} group by stream_id
    `.execute(db())
    const found = new Map(rows.map(row => [row.stream_id, row.people]))
    for (const stream of streams) {
      const people = found.get(stream) ?? []
      const text = JSON.stringify(people)
      const coming = newcomers.get(stream) ?? []
      newcomers.delete(stream)
      if (shown.get(stream)?.text !== text) effects.emit(stream, people, stream)
      else for (const socketId of coming) effects.emit(stream, people, socketId)
      shown.set(stream, { text, count: people.length })
    }
  }
  /** Who left while the rows were on their way is taken away once more. */
  const renew = async () => {
    const people = [...standing.values()]
    await write(people)
    for (const { stream, socketId } of people)
      if (!standing.has(keyOf(stream, socketId))) await leave(socketId, stream)
  }
  const pending = makePending()
  /** Streams that are looked at in a moment. A crowd that comes at once is looked at once, the longer the larger it is. */
  const waiting = new Set<string>()
  const refresh = (stream: string) => {
    if (stopped || waiting.has(stream)) return
    waiting.add(stream)
    const later = () => {
      waiting.delete(stream)
      if (!stopped && effects.streams().includes(stream))
        void pending.track(look([stream])).catch(effects.onError)
    }
    setTimeout(later, gatherMs + gatherMsEach * (shown.get(stream)?.count ?? 0))
  }
  const announce = (stream: string) => hints.emit('presence', stream)

  let looked = Date.now()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const tick = async () => {
    try {
      if (Date.now() - looked >= renewEvery) {
        looked = Date.now()
        await renew()
      }
      const streams = effects.streams()
      for (const known of [shown, newcomers])
        for (const stream of known.keys()) if (!streams.includes(stream)) known.delete(stream)
      await look(streams)
    } catch (error) {
      effects.onError(error)
    }
    schedule()
  }
  const schedule = () => {
    if (!stopped) timer = setTimeout(() => void pending.track(tick()), lookEvery)
  }
  schedule()

  const enter = async (here: Here) => {
    const one = { ...here, viewing: null }
    standing.set(keyOf(here.stream, here.socketId), one)
    await write([one])
    newcomers.set(here.stream, (newcomers.get(here.stream) ?? new Set()).add(here.socketId))
    announce(here.stream)
  }
  const view = async ({ stream, socketId }: Pick<Here, 'stream' | 'socketId'>, viewing: string | null) => {
    const one = standing.get(keyOf(stream, socketId))
    if (!one) return
    one.viewing = viewing
    await write([one])
    announce(stream)
  }
  const leave = async (socketId: string, stream?: string) => {
    // `stop` takes away everybody of this node at once.
    if (stopped) return
    for (const [key, one] of standing)
      if (one.socketId === socketId && (!stream || one.stream === stream)) standing.delete(key)
    const { rows } = await sql<{ stream_id: string }>`
      delete from presence
      where socket_id = ${socketId} and (${stream ?? null}::text is null or stream_id = ${stream ?? null})
      returning stream_id
    `.execute(db())
    for (const row of rows) announce(row.stream_id)
  }

  return {
    /** Somebody came, left or looks elsewhere in this stream, here or on another node. */
    refresh,
    enter: (here: Here) => pending.track(enter(here)),
    view: (...args: Parameters<typeof view>) => pending.track(view(...args)),
    leave: (...args: Parameters<typeof leave>) => pending.track(leave(...args)),
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await pending.settled()
      await sql`delete from presence where node = ${node} or expires_at < now()`.execute(db())
    },
  }
}

export type Presence = ReturnType<typeof startPresence>
