import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { problemBody, toProblem } from '../server/errors.ts'
import { reportFault } from '../server/faults.ts'
import type { Typing } from '../server/hints.ts'
import { roomOf } from '../server/log.ts'
import { countEmitted, metrics } from '../server/metrics.ts'
import { makePending } from '../server/pending.ts'
import { makeAdmission } from './admission.ts'
import { recheckIdentities, recheckStream } from './eviction.ts'
import { watchConnection } from './floods.ts'
import { emitEnvelopes } from './frames.ts'
import { makeSignals } from './joining.ts'
import { limits } from './limits.ts'
import { startPresence } from './presence.ts'
import { makeReceive } from './receive.ts'
import { redisAdapter, relayHints } from './relay.ts'
import { watchSlowReaders } from './slow-readers.ts'
import type { Inbound, Outbound, PersonSocket, SocketData } from './socket.ts'
import { startTail } from './tail.ts'

const makeServer = (http: HttpServer, { refusal }: ReturnType<typeof makeAdmission>) =>
  new Server<Inbound, Outbound, Outbound, SocketData>(http, {
    // WebSocket alone: polling would need sticky sessions on several nodes, and its GETs carry a cookie without Origin.
    transports: ['websocket'],
    allowRequest: (request, done) => {
      const problem = refusal(request)
      done(problem?.message, !problem)
    },
    maxHttpBufferSize: limits.frameBytes,
    connectTimeout: 6_000,
    upgradeTimeout: 6_000,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    perMessageDeflate: false,
    ...redisAdapter(),
  })

/** Starts the sockets of this node on its HTTP server. They deliver, they decide nothing. */
export const startRealtime = (http: HttpServer) => {
  const admission = makeAdmission()
  const io = makeServer(http, admission)
  const sockets = (): PersonSocket[] => [...io.sockets.sockets.values()]
  const standingIn = (stream: string) =>
    [...(io.sockets.adapter.rooms.get(stream) ?? [])].flatMap(id => io.sockets.sockets.get(id) ?? [])
  const onError = (error: unknown) => reportFault(error, 'realtime')

  const putOut = (socket: PersonSocket, stream: string) => {
    metrics.evictions.inc({ reason: 'access' })
    void socket.leave(stream)
    tail.leave(stream)
    presence.leave(socket.id, stream).catch(onError)
    socket.emit('room.closed', { room: roomOf(stream) })
  }
  const tail = startTail({
    emit: (stream, envelopes) => {
      for (const { at } of envelopes) countEmitted(at)
      emitEnvelopes(io.local.to(stream), envelopes, takes => standingIn(stream).every(takes))
    },
    recheckStream: stream => recheckStream(stream, sockets(), putOut),
    recheckIdentities: () => recheckIdentities(sockets()),
    onError,
  })
  const presence = startPresence({
    streams: tail.streams,
    emit: (stream, people, to) => io.local.to(to).emit('presence', { room: roomOf(stream), people }),
    onError,
  })
  /** To the others: whoever has two tabs is not told of themselves. */
  const tellTyping = ({ streams, ...typing }: Typing) => {
    for (const stream of streams)
      for (const socket of standingIn(stream))
        if (socket.data.actor.id !== typing.person.id)
          socket.emit('typing', { room: roomOf(stream), ...typing })
  }
  const slowReaders = watchSlowReaders(sockets)
  metrics.sockets.from(() => io.sockets.sockets.size)
  metrics.streams.from(() => tail.streams().length)
  metrics.tailLag.from(tail.lag)
  const pending = makePending()
  const receive = makeReceive(makeSignals({ tail, presence }))
  const endRelay = relayHints(io, {
    appended: tail.wake,
    identity: () => void recheckIdentities(sockets()).catch(onError),
    presence: presence.refresh,
    typing: tellTyping,
  })

  io.engine.on('connection', (connection: PersonSocket['conn']) => {
    watchConnection(connection)
    if (!admission.open(connection)) connection.close(true)
  })
  io.use((socket, next) => {
    pending
      .track(admission.admit(socket))
      .then(actor => {
        socket.data.actor = actor
        next()
      })
      .catch((error: unknown) => {
        const problem = toProblem(error)
        if (problem.status >= 500) onError(error)
        next(Object.assign(new Error(problem.message), { data: problemBody(problem) }))
        // Once they have been told; it would stay open otherwise, for the next guess.
        setImmediate(() => socket.conn.close())
      })
  })
  io.on('connection', socket => {
    socket.onAny(
      (name: string | number, ...args: unknown[]) => void pending.track(receive(socket, name, args)),
    )
    socket.on('disconnecting', () => {
      for (const stream of socket.rooms) if (stream !== socket.id) tail.leave(stream)
      presence.leave(socket.id).catch(onError)
    })
  })

  /** Closes the sockets, spread over `spreadMs`, each with a hint when to come back. */
  const closeSockets = async (spreadMs: number) => {
    const open = sockets()
    for (const [index, socket] of open.entries()) {
      const delay = Math.floor((index / open.length) * spreadMs)
      socket.emit('going.away', { retryInMs: 500 + delay })
      setTimeout(() => socket.disconnect(true), delay)
    }
    if (open.length) await new Promise(resolve => setTimeout(resolve, spreadMs))
  }

  return {
    io,
    stop: async (spreadMs: number) => {
      slowReaders.stop()
      await closeSockets(spreadMs)
      // Commands that were taken are answered and finished; then nobody is left to deliver to.
      await pending.settled()
      endRelay()
      await io.close()
      await tail.stop()
      await presence.stop()
    },
  }
}
