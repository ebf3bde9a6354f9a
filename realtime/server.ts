import type { Server as HttpServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import { Server, type Socket } from 'socket.io'
import { database, sqlOf } from '../db/database.ts'
import type { Actor } from '../server/actor.ts'
import { audit } from '../server/audit.ts'
import { authenticate } from '../server/auth.ts'
import { withContext } from '../server/context.ts'
import {
  badOrigin,
  forbidden,
  noAck,
  problemBody,
  toProblem,
  tooManyRequests,
  tooManyRooms,
  unauthenticated,
  unknownEvent,
} from '../server/errors.ts'
import { hints } from '../server/hints.ts'
import { logger } from '../server/logger.ts'
import { roomOf, streamOf } from '../server/log.ts'
import { originAllowed } from '../server/origins.ts'
import { makeLimit } from '../server/rate-limit.ts'
import { roomNamed } from '../server/rooms.ts'
import { fingerprintOf, parseInput } from '../server/route.ts'
import { enterRoom } from '../server/snapshot.ts'
import { startPresence } from './presence.ts'
import { commands, signals, type SignalName, type SocketCommand } from './registry.ts'
import { watchSlowReaders } from './slow-readers.ts'
import { startTail } from './tail.ts'

interface SocketData {
  actor: Actor
}
type Inbound = Record<string, (...args: unknown[]) => void>
type Outbound = Record<string, (payload: object) => void>
type AnySocket = Socket<Inbound, Outbound, Outbound, SocketData>
type Ack = (answer: { ok: true; data: unknown } | { ok: false; error: object }) => void

const socketsPerPerson = 10
const roomsPerSocket = 50

/** Who these sessions belong to now; a session that ended is not in the answer. */
const liveSessions = async (ids: string[]) => {
  const rows = await sqlOf(database().orm.em.fork())
    .selectFrom('session as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['s.id', 'u.role', 'u.company_id'])
    .where('s.id', 'in', ids)
    .where('s.expires_at', '>', new Date())
    .where('u.deactivated_at', 'is', null)
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}

/** Starts the sockets of this node on its HTTP server. They deliver, they decide nothing. */
export const startRealtime = (http: HttpServer) => {
  const io = new Server<Inbound, Outbound, Outbound, SocketData>(http, {
    // WebSocket alone: polling would need sticky sessions on several nodes, and its GETs carry a cookie without Origin.
    transports: ['websocket'],
    allowRequest: (request, done) => {
      const allowed = originAllowed(request)
      done(allowed ? null : badOrigin().message, allowed)
    },
    maxHttpBufferSize: 64 * 1_024,
    connectTimeout: 8_000,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    perMessageDeflate: false,
    serveClient: true,
  })
  const local = (): AnySocket[] => [...io.sockets.sockets.values()]
  const onError = (error: unknown) => logger().error({ err: error }, 'realtime')

  const putOut = (socket: AnySocket, stream: string) => {
    void socket.leave(stream)
    tail.leave(stream)
    void presence.leave(socket.id, stream).catch(onError)
    socket.emit('room.closed', { room: roomOf(stream) })
  }

  const disconnect = (socket: AnySocket) => {
    socket.emit('session.ended', {})
    socket.disconnect(true)
    // A peer that does not answer the closing handshake keeps its connection open; it gets a second.
    setTimeout(() => socket.conn.close(true), 1_000).unref()
  }

  const recheckIdentities = async () => {
    const sockets = local()
    if (!sockets.length) return
    const live = await liveSessions([...new Set(sockets.map(socket => socket.data.actor.sessionId!))])
    for (const socket of sockets) {
      const { actor } = socket.data
      const now = live.get(actor.sessionId!)
      if (!now || now.role !== actor.role || now.company_id !== actor.companyId) disconnect(socket)
    }
  }

  const recheckStream = async (stream: string) => {
    const room = roomNamed(roomOf(stream))
    const here = local().filter(socket => socket.rooms.has(stream))
    const people = new Map(here.map(socket => [socket.data.actor.id, socket.data.actor]))
    for (const actor of people.values()) {
      const em = database().orm.em.fork()
      const admitted = await room.admit(em, actor).then(
        () => true,
        (error: unknown) => {
          if (toProblem(error).status === 404) return false
          throw error
        },
      )
      if (!admitted) for (const socket of here) if (socket.data.actor.id === actor.id) putOut(socket, stream)
    }
  }

  const tail = startTail({
    emit: (stream, envelope) => void io.local.to(stream).emit(envelope.type, envelope),
    recheckStream,
    recheckIdentities,
    onError,
  })
  const presence = startPresence({
    streams: tail.streams,
    emit: (stream, people) => void io.local.to(stream).emit('presence', { room: roomOf(stream), people }),
    onError,
  })
  hints.on('appended', tail.wake)
  hints.on('identity', () => void recheckIdentities().catch(onError))
  const slowReaders = watchSlowReaders(local)

  const streamFor = (socket: AnySocket, room: string) =>
    streamOf(room, roomNamed(room).audience(socket.data.actor))

  const run: { [Name in SignalName]: (socket: AnySocket, input: never, ack: Ack) => Promise<void> } = {
    'room:join': async (socket, { room, epoch, seq }: { room: string; epoch?: string; seq?: number }, ack) => {
      const { actor } = socket.data
      await joinLimit.take(socket.id)
      const stream = streamFor(socket, room)
      const already = socket.rooms.has(stream)
      if (!already && socket.rooms.size > roomsPerSocket) throw tooManyRooms()
      if (actor.role === 'admin') await audit(actor, 'room:join', room)
      const joining = tail.begin(stream)
      try {
        const { aclVersion, ...entered } = await enterRoom(actor, room, { epoch, seq })
        if (!socket.connected) return joining.abandon()
        // From here to `join` nothing waits: what is sent in between can neither be missed nor come twice.
        ack({ ok: true, data: entered })
        for (const envelope of joining.settle(entered.seq, aclVersion))
          socket.emit(envelope.type, envelope)
        if (already) tail.leave(stream)
        else void socket.join(stream)
      } catch (error) {
        joining.abandon()
        throw error
      }
      await presence.enter({ stream, socketId: socket.id, userId: actor.id, name: actor.name })
    },
    'room:leave': async (socket, { room }: { room: string }, ack) => {
      const stream = streamFor(socket, room)
      if (socket.rooms.has(stream)) {
        await socket.leave(stream)
        tail.leave(stream)
        await presence.leave(socket.id, stream)
      }
      ack({ ok: true, data: { room } })
    },
    'presence:view': async (socket, { room, card }: { room: string; card: string | null }, ack) => {
      const stream = streamFor(socket, room)
      if (!socket.rooms.has(stream)) throw forbidden('Join the room first.')
      await presence.view({ stream, socketId: socket.id }, card)
      ack({ ok: true, data: { room } })
    },
  }

  const eventLimit = makeLimit(40, 2)
  const joinLimit = makeLimit(10, 1)

  const handleCommand = async (socket: AnySocket, name: string, command: SocketCommand, payload: unknown) => {
    const { actor } = socket.data
    if (!command.who.includes(actor.role)) throw forbidden()
    const { commandId, ...input } = parseInput(command.input, payload) as { commandId: string }
    const context = { requestId: randomUUID(), command: { id: commandId, fingerprint: fingerprintOf(name, input) } }
    if (actor.role === 'admin') await audit(actor, name, commandId)
    return withContext(context, () => command.run(actor, input as never))
  }

  /** One place for validation, limits, errors and the missing ack: a message can be refused, never end the process. */
  const receive = async (socket: AnySocket, name: string, args: unknown[]) => {
    const requestId = randomUUID()
    const last = args.at(-1)
    const ack = typeof last === 'function' ? (last as Ack) : undefined
    try {
      await eventLimit.take(socket.id)
      if (!ack) throw noAck()
      const payload = args.length > 1 ? args[0] : undefined
      if (Object.hasOwn(signals, name)) {
        const signal = name as SignalName
        await run[signal](socket, parseInput(signals[signal].input, payload) as never, ack)
      } else if (Object.hasOwn(commands, name)) {
        ack({ ok: true, data: await handleCommand(socket, name, commands[name as keyof typeof commands], payload) })
      } else throw unknownEvent(name)
    } catch (error) {
      const problem = toProblem(error)
      if (problem.status >= 500) logger().error({ err: error, requestId, event: name }, 'socket command failed')
      if (problem.code === 'session_ended') disconnect(socket)
      const body = problemBody(problem, requestId)
      if (ack) ack({ ok: false, error: body })
      else socket.emit('problem', body)
    }
  }

  io.use((socket, next) => {
    const { headers, auth } = socket.handshake
    const token: unknown = auth.token
    const withToken = typeof token === 'string' ? { ...headers, authorization: `Bearer ${token}` } : headers
    authenticate(withToken)
      .then(actor => {
        if (!actor) throw unauthenticated()
        const mine = local().filter(other => other.data.actor?.id === actor.id)
        if (mine.length >= socketsPerPerson) throw tooManyRequests(5)
        socket.data.actor = actor
        next()
      })
      .catch((error: unknown) => {
        const problem = toProblem(error)
        if (problem.status >= 500) onError(error)
        next(Object.assign(new Error(problem.message), { data: problemBody(problem) }))
      })
  })

  io.on('connection', socket => {
    socket.onAny((name: string, ...args: unknown[]) => void receive(socket, name, args))
    socket.on('disconnecting', () => {
      for (const stream of socket.rooms) if (stream !== socket.id) tail.leave(stream)
      void presence.leave(socket.id).catch(onError)
    })
  })

  return {
    io,
    /** Closes the sockets, spread over `spreadMs` with a hint when to come back, and stops following the log. */
    stop: async (spreadMs: number) => {
      slowReaders.stop()
      hints.off('appended', tail.wake)
      const sockets = local()
      for (const [index, socket] of sockets.entries()) {
        const delay = Math.floor((index / sockets.length) * spreadMs)
        socket.emit('going.away', { retryInMs: 500 + delay })
        setTimeout(() => socket.disconnect(true), delay)
      }
      if (sockets.length) await new Promise(resolve => setTimeout(resolve, spreadMs))
      tail.stop()
      await presence.stop()
      await io.close()
    },
  }
}
