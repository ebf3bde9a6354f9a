import type { z } from 'zod'
import { audit } from '../server/audit.ts'
import { forbidden, tooManyRooms } from '../server/errors.ts'
import { hints } from '../server/hints.ts'
import { streamOf } from '../server/log.ts'
import { metrics } from '../server/metrics.ts'
import { makeLocalLimit } from '../server/rate-limit.ts'
import { roomNamed } from '../server/rooms.ts'
import { enterRoom } from '../server/snapshot.ts'
import { readTyping } from '../server/threads/typing.ts'
import { emitEnvelopes } from './frames.ts'
import { limits } from './limits.ts'
import type { Presence } from './presence.ts'
import type { signals, SignalName } from './registry.ts'
import type { Ack, PersonSocket } from './socket.ts'
import type { Tail } from './tail.ts'

type Input<Name extends SignalName> = z.output<(typeof signals)[Name]['input']>
type Handlers = {
  [Name in SignalName]: (socket: PersonSocket, input: Input<Name>, ack: Ack) => Promise<void>
}

/** Entering and leaving rooms, what people look at in them, and that they are writing. */
export const makeSignals = ({ tail, presence }: { tail: Tail; presence: Presence }): Handlers => {
  const joinLimit = makeLocalLimit({ points: limits.joinsPerSecond, seconds: 1 })
  const typingLimit = makeLocalLimit({ points: limits.typingPerSecond, seconds: 1 })
  const streamFor = (socket: PersonSocket, room: string) =>
    streamOf(room, roomNamed(room).audience(socket.data.actor))

  const leave = async (socket: PersonSocket, stream: string) => {
    await socket.leave(stream)
    tail.leave(stream)
    await presence.leave(socket.id, stream)
  }

  return {
    'room:join': async (socket, { room, ...since }, ack) => {
      const { actor } = socket.data
      await joinLimit.take(socket.id)
      const stream = streamFor(socket, room)
      // Its own id is one of a socket's rooms.
      if (!socket.rooms.has(stream) && socket.rooms.size > limits.roomsPerSocket) throw tooManyRooms()
      if (actor.role === 'admin') await audit(actor, 'room:join', room)
      const joining = tail.begin(stream)
      try {
        for (;;) {
          const { entered, aclVersion } = await enterRoom(actor, room, since, joining.remembered)
          if (!socket.connected) return joining.abandon()
          const missed = joining.settle(entered, aclVersion)
          if (!missed) continue
          // Nothing waits from `settle` to `join`: what is sent in between can neither be missed nor come twice.
          ack({ ok: true, data: entered })
          metrics.joins.inc({ answer: entered.events ? 'tail' : 'snapshot' })
          emitEnvelopes(socket, missed, takes => takes(socket))
          if (socket.rooms.has(stream)) tail.leave(stream)
          else void socket.join(stream)
          break
        }
      } catch (error) {
        joining.abandon()
        throw error
      }
      await presence.enter({ stream, socketId: socket.id, userId: actor.id, name: actor.name })
      // Whoever left while that was written would otherwise stay until the lease ends.
      if (!socket.rooms.has(stream)) await presence.leave(socket.id, stream)
    },
    'room:leave': async (socket, { room }, ack) => {
      const stream = streamFor(socket, room)
      if (socket.rooms.has(stream)) await leave(socket, stream)
      ack({ ok: true, data: { room } })
    },
    'presence:view': async (socket, { room, card }, ack) => {
      const stream = streamFor(socket, room)
      if (!socket.rooms.has(stream)) throw forbidden('Join the room first.')
      await presence.view({ stream, socketId: socket.id }, card)
      ack({ ok: true, data: { room } })
    },
    'thread:typing': async (socket, { threadId }, ack) => {
      await typingLimit.take(socket.id)
      const { actor } = socket.data
      const where = await readTyping(actor, threadId)
      hints.emit('typing', { ...where, threadId, person: { id: actor.id, name: actor.name } })
      ack({ ok: true, data: { threadId } })
    },
  }
}
