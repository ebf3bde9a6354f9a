import { metrics } from '../server/metrics.ts'

/** A socket that reads slower than this is cut; it comes back and resumes by its position. */
const mostBytes = 4 * 1_024 * 1_024
const longestBacklogMs = 15_000
/** A node may gather this long what goes beyond. */
const lookEveryMs = 500

/** The part of a connection that tells how much still waits to be sent, in engine.io's queue and in the websocket's. */
interface Connection {
  writeBuffer: { data?: unknown }[]
  transport: { socket?: { bufferedAmount?: number; terminate?(): void } }
}

const waiting = ({ writeBuffer, transport }: Connection) =>
  writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0) +
  (transport.socket?.bufferedAmount ?? 0)

/** Looks at all sockets twice a second and cuts those that do not read. */
export const watchSlowReaders = (sockets: () => { id: string; conn: unknown }[]) => {
  const since = new Map<string, number>()
  const look = () => {
    const now = Date.now()
    const here = new Set<string>()
    for (const { id, conn } of sockets()) {
      here.add(id)
      const connection = conn as Connection
      const bytes = waiting(connection)
      if (bytes === 0) since.delete(id)
      else if (!since.has(id)) since.set(id, now)
      if (bytes <= mostBytes && now - (since.get(id) ?? now) <= longestBacklogMs) continue
      metrics.evictions.inc({ reason: 'slow_reader' })
      // A goodbye would wait behind all the rest, and keep it in memory, for half a minute.
      connection.transport.socket?.terminate?.()
    }
    for (const id of since.keys()) if (!here.has(id)) since.delete(id)
  }
  const timer = setInterval(look, lookEveryMs)
  return { stop: () => clearInterval(timer) }
}
