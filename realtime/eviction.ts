import { sql } from 'kysely'
import { builder, pooled, prepare } from '../db/statement.ts'
import { toProblem } from '../server/errors.ts'
import { roomOf } from '../server/log.ts'
import { metrics } from '../server/metrics.ts'
import { roomNamed } from '../server/rooms.ts'
import type { PersonSocket } from './socket.ts'

/** A peer that does not answer the closing handshake keeps its connection open; it gets this long, in ms. */
const closingTime = 1_000

const sessions = prepare(
  'live-sessions',
  builder
    .selectFrom('session as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['s.id', 'u.role', 'u.company_id'])
    .where('s.id', '=', sql<string>`any(${[]}::uuid[])`)
    .where('s.expires_at', '>', new Date(0))
    .where('u.deactivated_at', 'is', null),
)

/** Who these sessions belong to now; a session that ended is not in the answer. */
const liveSessions = async (ids: string[]) =>
  new Map((await sessions(pooled, ids, new Date())).map(row => [row.id, row]))

/** Ends a connection whose session ended or whose person changed; the client is told not to come back by itself. */
export const disconnect = (socket: PersonSocket) => {
  metrics.evictions.inc({ reason: 'session' })
  socket.emit('session.ended', {})
  socket.disconnect(true)
  setTimeout(() => socket.conn.close(true), closingTime).unref()
}

/** Checks the sessions of these sockets in one query, and disconnects whoever is not who they were. */
export const recheckIdentities = async (sockets: PersonSocket[]) => {
  if (!sockets.length) return
  const live = await liveSessions([...new Set(sockets.map(socket => socket.data.actor.sessionId!))])
  for (const socket of sockets) {
    const { actor } = socket.data
    const now = live.get(actor.sessionId!)
    if (!now || now.role !== actor.role || now.company_id !== actor.companyId) disconnect(socket)
  }
}

/** Checks everybody standing in a stream again, and hands those who may not to `putOut`. */
export const recheckStream = async (
  stream: string,
  sockets: PersonSocket[],
  putOut: (socket: PersonSocket, stream: string) => void,
) => {
  const room = roomNamed(roomOf(stream))
  const here = sockets.filter(socket => socket.rooms.has(stream))
  const people = new Map(here.map(socket => [socket.data.actor.id, socket.data.actor]))
  for (const actor of people.values()) {
    const mayStay = await room.admit(pooled, actor).then(
      () => true,
      (error: unknown) => {
        if (toProblem(error).status === 404) return false
        throw error
      },
    )
    if (!mayStay) for (const socket of here) if (socket.data.actor.id === actor.id) putOut(socket, stream)
  }
}
