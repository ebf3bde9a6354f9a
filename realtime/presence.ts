import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { database, sqlOf } from '../db/database.ts'
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

interface Here {
  stream: string
  socketId: string
  userId: string
  name: string
}

/**
 * Who is here, per stream, so never across audiences: rows with a lease, the same for one node or many. `emit` is called
 * with everybody in a stream whenever that changed.
 */
export const startPresence = (effects: {
  streams(): string[]
  emit(stream: string, people: Person[]): void
  onError(error: unknown): void
}) => {
  const node = randomUUID()
  const shown = new Map<string, string>()
  const db = () => sqlOf(database().orm.em.fork())
  const lease = () => new Date(Date.now() + leaseSeconds * 1_000)

  const look = async (streams: string[]) => {
    if (!streams.length) return
    const { rows } = await sql<{ stream_id: string; people: Person[] }>`
      select stream_id, json_agg(json_build_object('id', user_id, 'name', name, 'viewing', viewing) order by name, user_id) as people
      from (
        select stream_id, user_id, min(name) as name,
          coalesce(array_agg(distinct viewing) filter (where viewing is not null), '{}') as viewing
        from presence where stream_id = any(${streams}::text[]) and expires_at > now()
        group by stream_id, user_id
      ) p group by stream_id
    `.execute(db())
    const found = new Map(rows.map(row => [row.stream_id, row.people]))
    for (const stream of streams) {
      const people = found.get(stream) ?? []
      const text = JSON.stringify(people)
      if (shown.get(stream) === text) continue
      shown.set(stream, text)
      effects.emit(stream, people)
    }
  }
  const pending = makePending()
  const refresh = (stream: string) => void pending.track(look([stream])).catch(effects.onError)

  let looked = Date.now()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const tick = async () => {
    try {
      if (Date.now() - looked >= renewEvery) {
        looked = Date.now()
        await sql`update presence set expires_at = ${lease()} where node = ${node}`.execute(db())
      }
      const streams = effects.streams()
      for (const stream of shown.keys()) if (!streams.includes(stream)) shown.delete(stream)
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

  const enter = async ({ stream, socketId, userId, name }: Here) => {
    await sql`
      insert into presence (stream_id, socket_id, node, user_id, name, expires_at)
      values (${stream}, ${socketId}, ${node}, ${userId}::uuid, ${name}, ${lease()})
      on conflict (stream_id, socket_id) do update set expires_at = excluded.expires_at
    `.execute(db())
    // Whoever comes is told who is here, also when nothing changed for the others
    shown.delete(stream)
    refresh(stream)
  }
  const view = async ({ stream, socketId }: Pick<Here, 'stream' | 'socketId'>, viewing: string | null) => {
    await sql`
      update presence set viewing = ${viewing}::uuid where stream_id = ${stream} and socket_id = ${socketId}
    `.execute(db())
    refresh(stream)
  }
  const leave = async (socketId: string, stream?: string) => {
    // `stop` takes away everybody of this node at once.
    if (stopped) return
    const { rows } = await sql<{ stream_id: string }>`
      delete from presence
      where socket_id = ${socketId} and (${stream ?? null}::text is null or stream_id = ${stream ?? null})
      returning stream_id
    `.execute(db())
    for (const row of rows) refresh(row.stream_id)
  }

  return {
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
